import { timingSafeEqual } from 'node:crypto';
import { bytesToHex, sha256 } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import { type AnyRoute, CallBudget, defineRoute, Problem } from '@mingjing/service';
import Type from 'typebox';
import { dayOf } from '../calendar/shanghai-days.ts';
import { termAfter } from '../calendar/working-days.ts';
import { newId } from '../new-id.ts';
import { documentId } from '../stored-shapes.ts';
import { type Complaint, complaintForm } from './complaint.ts';
import type { ComplaintArea } from './complaint-area.ts';
import { received } from './complaint-rules.ts';
import { ticketView } from './complaint-views.ts';

const PATH = '/v1/complaints';
const HOUR_MS = 60 * 60 * 1000;
/** A complaint costs a person's time; behind one address may be a household or an office. */
const COMPLAINTS = { windowMs: HOUR_MS, callsOfAddress: 5, callsOfAll: 200 };
/** A look-up costs a hash; so many guesses an hour find no word of 16 bytes. */
const LOOKUPS = { windowMs: HOUR_MS, callsOfAddress: 60, callsOfAll: 5000 };
/** Beyond guessing. */
const SECRET_BYTES = 16;

/** Complaining and looking up what became of it, for everybody. */
export function publicComplaintRoutes(area: ComplaintArea): AnyRoute[] {
  return [complainRoute(area), lookupRoute(area)];
}

function complainRoute({ calendars, context, desk, workingDays }: ComplaintArea): AnyRoute {
  const budget = new CallBudget(COMPLAINTS);
  return defineRoute({
    method: 'POST',
    path: PATH,
    policy: 'public',
    act: { source: 'access', event: 'complaint-received' },
    summary: 'Complains, without a login; answers with a ticket and the word that opens it',
    schema: { body: complaintForm },
    async handler({ body, recordActs, sourceAddress }) {
      // Before anything waits its turn: a flood keeps no officer from his work.
      assertLeft(budget, sourceAddress, context.now());
      return context.shelf.inTurn(async () => {
        const at = context.now();
        if (desk.isFull) throw new Problem(503, 'complaints-full');
        const ticket = newId(at);
        const secret = randomBytes(SECRET_BYTES);
        const term = termAfter(calendars.current, dayOf(at), workingDays);
        const complaint = received(body, { secretHash: bytesToHex(sha256(secret)), at, term });
        await recordActs([{ result: 'done', object: ticket }]);
        await desk.keep(ticket, complaint);
        const shown = Buffer.from(secret).toString('base64url');
        return { status: 201, json: { ...ticketView(ticket, complaint, at), secret: shown } };
      });
    },
  });
}

function lookupRoute({ context, desk }: ComplaintArea): AnyRoute {
  const budget = new CallBudget(LOOKUPS);
  return defineRoute({
    method: 'POST',
    path: `${PATH}/lookup`,
    policy: 'public',
    act: { source: 'access', event: 'complaint-looked-up' },
    summary: 'What became of a complaint, for who has its ticket and its word',
    schema: {
      body: Type.Object(
        { ticket: documentId, secret: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }) },
        { additionalProperties: false },
      ),
    },
    async handler({ act, body, sourceAddress }) {
      const now = context.now();
      assertLeft(budget, sourceAddress, now);
      act.object = body.ticket;
      const complaint = await desk.find(body.ticket);
      // Who has the ticket and not the word is told what everybody is told.
      if (complaint === undefined || !opens(complaint, body.secret)) {
        throw new Problem(404, 'ticket-unknown');
      }
      return { json: ticketView(body.ticket, complaint, now) };
    },
  });
}

function assertLeft(budget: CallBudget, sourceAddress: string, now: number): void {
  const waitMs = budget.take(sourceAddress, now);
  if (waitMs === 0) return;
  const seconds = Math.ceil(waitMs / 1000);
  const headers = { 'retry-after': String(seconds) };
  throw new Problem(429, 'too-many-from-source', { headers, fields: { seconds } });
}

function opens({ secretHash }: Complaint, secret: string): boolean {
  const shown = sha256(Uint8Array.from(Buffer.from(secret, 'base64url')));
  return timingSafeEqual(shown, Buffer.from(secretHash, 'hex'));
}
