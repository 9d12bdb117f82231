/** A function that works its answer out once for each thing that it is asked of, and forgets it with that thing. */
export interface Remembered<Subject extends object, Answer> {
  (subject: Subject): Answer;
  /** What is known of a thing beforehand, and of a copy of it with the very same fields when that is asked of next. */
  know(subject: Subject, answer: Answer): void;
}

/** For what never changes, and is asked of over and over. */
export function remembered<Subject extends object, Answer>(
  workOut: (subject: Subject) => Answer,
): Remembered<Subject, Answer> {
  const known = new WeakMap<Subject, { readonly answer: Answer }>();
  let next: { readonly subject: Subject; readonly answer: Answer } | null = null;
  const ask = (subject: Subject): Answer => {
    let found = known.get(subject);
    if (found === undefined) {
      found = next !== null && areAlike(subject, next.subject) ? next : { answer: workOut(subject) };
      known.set(subject, found);
    }
    next = null;
    return found.answer;
  };
  return Object.assign(ask, {
    know(subject: Subject, answer: Answer): void {
      next = { subject, answer };
    },
  });
}

function areAlike<Subject extends object>(one: Subject, other: Subject): boolean {
  const fields = Object.keys(one) as (keyof Subject)[]; // its own
  return fields.length === Object.keys(other).length && fields.every((field) => one[field] === other[field]);
}
