import { type ReactNode, useId } from 'react';

export interface CardProps {
  readonly title: string;
  /** What belongs to the card's head: a link, a badge. */
  readonly extra?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A part of a page with its own heading. */
export function Card({ title, extra, className, children }: CardProps) {
  const id = useId();
  return (
    <section className={`card ${className ?? ''}`} aria-labelledby={id}>
      <header className="card-head">
        <h2 id={id}>{title}</h2>
        {extra}
      </header>
      {children}
    </section>
  );
}
