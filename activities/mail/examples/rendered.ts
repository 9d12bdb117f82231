import type { Mailbox } from '../../../machines/track/mail.ts';
import type { Letter } from '../letter.ts';
import { calendarInvitation, type CalendarInvitation } from '../calendar-invitation.ts';
import { renderHtml } from '../render-html.ts';
import { renderText } from '../render-text.ts';
import { letterFor } from '../templates/index.ts';
import { morningLetter } from '../templates/morning.ts';
import { exampleMails } from './index.ts';
import { exampleMorningMails } from './morning.ts';

/** An example as its readers get it. */
export interface RenderedExample {
  /** Dutch, and unlike that of any other. */
  readonly title: string;
  readonly subject: string;
  /** Names; the first is addressed, the others read along. */
  readonly to: readonly string[];
  readonly text: string;
  /** A whole document. */
  readonly html: string;
  readonly calendar: CalendarInvitation | null;
}

export function renderedExamples(): readonly RenderedExample[] {
  return [
    ...exampleMails.map(({ title, order }) =>
      rendered(title, letterFor(order), order.to, calendarInvitation(order)),
    ),
    ...exampleMorningMails.map(({ title, order }) => rendered(title, morningLetter(order), [order.to], null)),
  ];
}

function rendered(
  title: string,
  letter: Letter,
  to: readonly Mailbox[],
  calendar: CalendarInvitation | null,
): RenderedExample {
  return {
    title,
    subject: letter.subject,
    to: to.map(({ name }) => name),
    text: renderText(letter),
    html: renderHtml(letter),
    calendar,
  };
}
