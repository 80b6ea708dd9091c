import type { KeyboardEvent, ReactNode } from 'react';

export interface Column<T> {
  readonly title: string;
  readonly isNumber?: boolean;
  /** Left out on paper, such as a button. */
  readonly isScreenOnly?: boolean;
  cell(row: T): ReactNode;
}

export interface DataTableProps<T> {
  /** What the table holds, for who does not see it. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly isCompact?: boolean;
  readonly isOpen?: (row: T) => boolean;
  keyOf(row: T): string;
  /** Opens the row's details; rows without it are read only. */
  readonly onOpen?: (row: T) => void;
}

/** Rows that are walked by arrows and opened by Enter or a click. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { label, columns, rows, isCompact, isOpen, keyOf, onOpen } = props;
  return (
    <div className="table-frame">
      <table className={isCompact ? 'data compact' : 'data'} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" className={classOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              tabIndex={0}
              aria-current={isOpen?.(row) ? 'true' : undefined}
              className={onOpen === undefined ? undefined : 'opens'}
              onClick={({ target }) => {
                // What is clicked inside a row, such as a link, has its own effect.
                if ((target as Element).closest('a, button') === null) onOpen?.(row);
              }}
              onKeyDown={(event) => walk(event, () => onOpen?.(row))}
            >
              {columns.map((column) => (
                <td key={column.title} className={classOf(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function classOf<T>({ isNumber, isScreenOnly }: Column<T>): string | undefined {
  const names = [isNumber && 'number', isScreenOnly && 'screen-only'].filter(Boolean);
  return names.length === 0 ? undefined : names.join(' ');
}

function walk(event: KeyboardEvent<HTMLTableRowElement>, open: () => void): void {
  // Keys of what stands inside a row, such as a button, are its own.
  if (event.target !== event.currentTarget) return;
  const row = event.currentTarget;
  const steps: Readonly<Record<string, Element | null>> = {
    ArrowDown: row.nextElementSibling,
    ArrowUp: row.previousElementSibling,
    Home: row.parentElement?.firstElementChild ?? null,
    End: row.parentElement?.lastElementChild ?? null,
  };
  if (event.key === 'Enter') open();
  else if (event.key in steps) (steps[event.key] as HTMLElement | null)?.focus();
  else return;
  event.preventDefault();
}
