/** What whoever complained sees of it. */
export interface Ticket {
  readonly ticket: string;
  readonly category: string;
  readonly received_at: number;
  readonly due_day: string | null;
  readonly due_basis: string | null;
  readonly state: string;
  readonly overdue: boolean;
  readonly answer: { readonly text: string; readonly at: number } | null;
  readonly outcome: string | null;
}

export interface NewTicket extends Ticket {
  /** The word that opens the look-up; told once. */
  readonly secret: string;
}
