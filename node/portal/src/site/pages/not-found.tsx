import { Link, useText } from '@mingjing/console-kit';

/** An address that the portal has not. */
export function NotFound() {
  const say = useText();
  return (
    <div className="page-state" data-state="not-found">
      <h1>{say('portal.notFound.title')}</h1>
      <p>{say('portal.notFound.text')}</p>
      <p>
        <Link path="">{say('portal.notFound.home')}</Link>
      </p>
    </div>
  );
}
