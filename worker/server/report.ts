/** Takes one line of progress for the user, in Dutch. */
export type Report = (line: string) => void;
