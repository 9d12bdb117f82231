import { formatDate } from '../../../machines/domain/dutch-dates.ts';
import type { IsoDate } from '../../../machines/domain/dates.ts';
import type { MailContent, MailKind, MailOrder } from '../../../machines/track/mail.ts';
import { fact, facts, heading, paragraph, type Block, type Letter } from '../letter.ts';

export type ContentOf<K extends MailKind> = Extract<MailContent, { kind: K }>;

/** What a mail asks of its reader. */
export interface Ask {
  /** What to do with it: "Stuur ons"; "Wat" when `what` says that itself. */
  readonly verb?: string;
  readonly what: readonly string[];
  /** Whether there is something to send or to tell, which an answer to the mail can do. */
  readonly byReply?: false;
  /** With the weekday: "uiterlijk dinsdag 2 maart 2027". */
  readonly when: string | readonly string[];
  /** What happens otherwise: one or two sentences. */
  readonly otherwise: string;
}

/** What a template decides; the rest is the same in every mail to a consumer. */
export interface Draft {
  readonly subject: string;
  readonly fileTitle: string;
  readonly message: readonly Block[];
  /** Null: nothing is asked now, and the mail says so. */
  readonly ask: Ask | null;
  /** Whether there is still a planning that can run late. */
  readonly underWay: boolean;
}

/** A mail to people at the consumer: message, what is asked, how to report a delay, whom to call. */
export function consumerLetter(order: MailOrder, draft: Draft): Letter {
  return {
    subject: draft.subject,
    fileTitle: draft.fileTitle,
    greeting: greeting(order),
    blocks: [
      ...draft.message,
      ...askBlocks(order, draft.ask),
      ...(draft.underWay ? delayBlocks(draft.ask) : questionBlocks),
      { kind: 'contact', name: order.desk.naam, phone: order.desk.telefoon, email: order.desk.email },
    ],
    signedBy: order.desk.naam,
    footnote: `Deze mail gaat over de aansluiting van ${order.organisation.name} op MijnOverheid. De mail is automatisch gemaakt. Een medewerker leest uw antwoord.`,
  };
}

/** Formal for the letter to the signatory. The first recipient is the addressee; others read along. */
function greeting({ to, content }: MailOrder): string {
  const [addressee] = to;
  if (addressee === undefined) return 'Beste lezer,';
  return `${content.kind === 'escalationLetter' ? 'Geachte' : 'Beste'} ${addressee.name},`;
}

function askBlocks(order: MailOrder, ask: Ask | null): readonly Block[] {
  if (ask === null) return [paragraph('U hoeft nu niets te doen.')];
  return [
    heading('Wat vragen wij van u?'),
    facts(fact(ask.verb ?? 'Wat', ask.what), fact('Wie', whoIsAsked(order)), fact('Wanneer', ask.when)),
    ...(ask.byReply === false ? [] : [paragraph('U kunt gewoon op deze mail antwoorden.')]),
    paragraph(ask.otherwise),
  ];
}

/** The addressee: in a mail that others read too, they see that it is not for them to do. */
function whoIsAsked({ to, organisation }: MailOrder): string {
  const [addressee] = to;
  return addressee === undefined ? organisation.name : `${addressee.name}, ${organisation.name}`;
}

/** How to report a delay. Without a question there is no date to miss, but the planning can still change. */
function delayBlocks(ask: Ask | null): readonly Block[] {
  return [
    heading(ask === null ? 'Verandert uw planning?' : 'Lukt het niet op tijd?'),
    paragraph(
      'Laat het ons zo snel mogelijk weten. Antwoord op deze mail of bel ons. Noem de reden en de datum waarop u wel klaar bent. Dan zoeken we samen naar een nieuwe datum.',
    ),
  ];
}

const questionBlocks: readonly Block[] = [
  heading('Hebt u vragen?'),
  paragraph('Antwoord op deze mail of bel ons.'),
];

export function by(date: IsoDate): string {
  return `uiterlijk ${formatDate(date)}`;
}

/** As seen on the day of the mail: a date that has passed is not asked for any more. */
export function deadline(due: IsoDate, today: IsoDate): string {
  if (due === today) return `vandaag, ${formatDate(due)}`;
  return due < today ? `zo snel mogelijk: de datum was ${formatDate(due)}` : by(due);
}
