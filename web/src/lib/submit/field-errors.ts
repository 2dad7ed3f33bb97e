/** A refusal of the API: what it is about, and why. */
export interface FieldError {
  readonly path: readonly string[];
  readonly message: string;
}

/** What was refused, by field; `form` holds what is about no field of the page. */
export type FieldErrors = ReadonlyMap<string, string>;

/** Where a refusal is shown, longest first: a path that goes deeper is shown at the nearest. */
const FIELDS: readonly RegExp[] = [
  /^programs\.\d+\.(name|language|source|shots|seed|maxCost)/,
  /^programs\.\d+/,
  /^programs/,
  /^noise\.(pauliX|pauliY|pauliZ|loss)/,
  /^noise/,
  /^properties\.\d+/,
  /^properties/,
  /^(name|description|targetId|credentialId|group)/,
];

/** The field that a path of the API's input is about. */
export function fieldOf(path: readonly string[]): string {
  const inner = path[0] === 'input' ? path.slice(1) : path;
  const place = (inner[0] === 'definition' ? inner.slice(2) : inner).join('.');
  for (const field of FIELDS) {
    const found = field.exec(place);
    if (found) return found[0];
  }
  return 'form';
}

/** Sorts refusals to their fields; several about one field are shown one after the other. */
export function errorsByField(errors: readonly FieldError[]): FieldErrors {
  const byField = new Map<string, string>();
  for (const { path, message } of errors) {
    const field = fieldOf(path);
    const before = byField.get(field);
    byField.set(field, before === undefined ? message : `${before} ${message}`);
  }
  return byField;
}

/** The places of the programs that something is wrong with. */
export function refusedPrograms(errors: FieldErrors): ReadonlySet<number> {
  const places = [...errors.keys()].map((field) => /^programs\.(\d+)/.exec(field)?.[1]);
  return new Set(places.filter((each) => each !== undefined).map(Number));
}

/** What is left after an edit of a field: its refusals have been answered, and so have those inside of it. */
export function withoutField(errors: FieldErrors, field: string): FieldErrors {
  const left = [...errors].filter(([each]) => each !== field && !each.startsWith(`${field}.`));
  return left.length === errors.size ? errors : new Map(left);
}
