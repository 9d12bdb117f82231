import { instantAt } from '../../../machines/domain/amsterdam.ts';
import { addDays, isoDate, type IsoDate } from '../../../machines/domain/dates.ts';
import type { Slot } from '../../../machines/domain/planning/requests.ts';
import { mailEffect } from '../../../machines/track/mail-identity.ts';
import type { LadderLine, MailContent, MailOrder } from '../../../machines/track/mail.ts';

/** Example data: what the mails of the examples are about. */

/** A Monday; the day of every example. */
export const today: IsoDate = isoDate('2027-02-01');

export const slot: Slot = {
  id: 'slot-1',
  tranche: '2027-1',
  begin: instantAt(isoDate('2027-03-02'), '09:00'),
  end: instantAt(isoDate('2027-03-02'), '13:00'),
};
export const laterSlot: Slot = {
  id: 'slot-2',
  tranche: '2027-2',
  begin: instantAt(isoDate('2027-04-06'), '13:00'),
  end: instantAt(isoDate('2027-04-06'), '17:00'),
};

const track = 'gemeente-utrecht.krgz1s00';

/** An order as the track of Gemeente Utrecht gives it; by default to two people. */
export function order(content: MailContent, changes: Partial<MailOrder> = {}): MailOrder {
  const { series, about } = mailEffect(content);
  return {
    id: [track, series, ...about].join('/'),
    track,
    organisation: { id: 'gemeente-utrecht', name: 'Gemeente Utrecht' },
    to: [
      { name: 'Kim Jansen', email: 'kim.jansen@utrecht.example' },
      { name: 'Sam de Vries', email: 'sam@leverancier.example' },
    ],
    content,
    date: today,
    desk: { naam: 'Servicecentrum Logius', email: 'servicecentrum@logius.nl', telefoon: '0900 555 4555' },
    ...changes,
  };
}

/** A line as the ladder makes it: its identity follows from what it is about. */
export function ladderLine(
  line: Omit<LadderLine, 'id' | 'planned' | 'subject'> & Partial<LadderLine>,
): LadderLine {
  const subject = line.subject ?? 'step';
  return {
    id: `${line.function}/${line.step}.1/${subject}/${line.waitsOn}/${line.due}/${line.rung}`,
    planned: today,
    subject,
    ...line,
  };
}

export const applicationLine = ladderLine({
  function: 'berichtenbox',
  step: 'application',
  waitsOn: 'consumer',
  due: addDays(today, 14),
  rung: 'reminder1',
  remindedBefore: false,
  asked: ['verwerkersovereenkomst', 'aanvraagformulier Berichtenbox'],
});
export const testLine = ladderLine({
  function: 'lopendeZaken',
  step: 'chainTest',
  waitsOn: 'consumer',
  due: addDays(today, 3),
  rung: 'reminder2',
  remindedBefore: true,
  asked: ['de ketentest, van 09:00 tot 13:00 uur'],
});
