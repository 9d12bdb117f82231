/**
 * The same function, which works its answer out once for each thing that it is asked of, and forgets it with that thing.
 * For what never changes, and is asked of over and over.
 */
export function remembered<Subject extends object, Answer>(
  workOut: (subject: Subject) => Answer,
): (subject: Subject) => Answer {
  const known = new WeakMap<Subject, { readonly answer: Answer }>();
  return (subject) => {
    let found = known.get(subject);
    if (found === undefined) {
      found = { answer: workOut(subject) };
      known.set(subject, found);
    }
    return found.answer;
  };
}
