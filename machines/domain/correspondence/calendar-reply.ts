import type { IncomingMail } from './incoming-mail.ts';

/**
 * Whether a calendar says no more than that our invitation was accepted: nobody has to read that. A no, a perhaps,
 * and whatever somebody wrote with it are for the desk.
 */
export function isBareAcceptance({ calendarReply, text, isWhole, attachments }: IncomingMail): boolean {
  if (calendarReply === null || !isWhole || text.trim() !== '') return false;
  const isCalendarAlone =
    attachments.names.length === attachments.count &&
    attachments.names.every((name) => ofCalendar.test(name));
  return isCalendarAlone && accepts(calendarReply);
}

const ofCalendar = /\.ics$|^(?:text\/calendar|application\/ics)$/i;

/** By all whom it tells about; a comment is something that somebody wrote. */
function accepts(calendar: string): boolean {
  const lines = calendar.replaceAll(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const attendees = lines.filter((line) => /^ATTENDEE[;:]/i.test(line));
  return (
    lines.some((line) => /^METHOD:REPLY\s*$/i.test(line)) &&
    attendees.length > 0 &&
    attendees.every((line) => /;PARTSTAT="?ACCEPTED\b/i.test(line)) &&
    !lines.some((line) => /^COMMENT[;:]/i.test(line))
  );
}
