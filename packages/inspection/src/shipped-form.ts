import form from '../form/cn-2026.json' with { type: 'json' };

/** The form that comes with the program, as read from its file: to be read by `readForm`. */
export const SHIPPED_FORM: unknown = form;
