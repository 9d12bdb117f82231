import { formatDate, formatMoment } from '../../../machines/domain/dutch-dates.ts';
import { functionWords, partyWords, stageWords } from '../../../machines/domain/words.ts';
import { trackLink } from '../../../machines/desk/links.ts';
import { listLink } from '../../../machines/domain/ui-links.ts';
import type { DeskMailContent, DeskMailOrder } from '../../../machines/desk/mail.ts';
import type { Notice } from '../../../machines/desk/notices.ts';
import { openTracks } from '../../../machines/domain/track-queries.ts';
import {
  type OverviewFunction,
  type OverviewLine,
  type Section,
  type SectionKind,
} from '../../../machines/desk/overview.ts';
import type { LadderLine } from '../../../machines/track/mail.ts';
import { heading, paragraph, type Block, type Letter, type Link } from '../letter.ts';

/** The one mail of a morning for the Servicecentrum, or for the coordinator of the connection team. */
export function morningLetter({ content, date }: DeskMailOrder): Letter {
  const day = formatDate(date);
  const letter = {
    greeting: 'Beste collega,',
    signedBy: 'Het systeem voor aansluittrajecten',
    footnote:
      'Deze mail is automatisch gemaakt. U krijgt hem hoogstens één keer per werkdag, en alleen als er iets nieuws is, of als iets lang te laat blijft.',
  };
  switch (content.kind) {
    case 'overview':
      return {
        ...letter,
        subject: `Overzicht van ${day}: ${overviewInBrief(content)}`,
        fileTitle: 'overzicht',
        blocks: [...newsBlocks(content), ...content.sections.flatMap((list) => listBlocks(list, content.ui))],
      };
    case 'escalations':
      return {
        ...letter,
        subject: `Escalaties van ${day}: ${total(content)} ${total(content) === 1 ? 'punt' : 'punten'}`,
        fileTitle: 'escalaties',
        blocks: [
          paragraph('Deze punten staan al lang open. Bespreek met het Servicecentrum wat nodig is.'),
          ...noticeBlocks(content),
        ],
      };
  }
}

function total({ notices, more }: DeskMailContent): number {
  return notices.length + more;
}

function overviewInBrief(content: Extract<DeskMailContent, { kind: 'overview' }>): string {
  const count = (kind: SectionKind) => content.sections.find((section) => section.kind === kind)?.count ?? 0;
  const parts = [`${total(content)} nieuw`, `${count('escalated')} geëscaleerd`, `${count('late')} te laat`];
  return parts.filter((part) => !part.startsWith('0 ')).join(', ') || 'stand van zaken';
}

function newsBlocks(content: DeskMailContent): readonly Block[] {
  if (total(content) === 0)
    return [
      paragraph(
        'Er zijn geen losse meldingen. Wel zijn de lijsten hieronder veranderd, of blijft er iets te laat of geëscaleerd.',
      ),
    ];
  return [heading(`Nieuw sinds het vorige overzicht (${total(content)})`), ...noticeBlocks(content)];
}

function noticeBlocks({ notices, more, ui }: DeskMailContent): readonly Block[] {
  const rest: readonly Link[] =
    more === 0
      ? []
      : [
          {
            lead: `En nog ${more} ${more === 1 ? 'melding' : 'meldingen'}`,
            text: 'zie de lijsten.',
            url: listUrl(ui, openTracks),
          },
        ];
  return [{ kind: 'links', items: [...notices.map((notice) => noticeItem(notice, ui)), ...rest] }];
}

function noticeItem({ organisation, what }: Notice, ui: string | null): Link {
  return {
    lead: named(organisation),
    text: what.kind === 'ladder' ? ladderText(what.line) : what.text,
    url: ui === null ? null : trackLink(ui, organisation.id, null),
  };
}

/** By name, and by the id that tells two of the same name apart and that the command line takes. */
function named({ id, name }: Notice['organisation']): string {
  return `${name} (${id})`;
}

function ladderText(line: LadderLine): string {
  const { step, waitsOn, due, asked } = line;
  return [
    `${rungSentence(line)}: ${stageWords[step]} ${functionWords[line.function]}, ${asked.join(', ')}.`,
    `Uiterlijk ${formatDate(due)}.`,
    `Wacht op ${partyWords[waitsOn]}.`,
    nextAction(line),
  ].join(' ');
}

function rungSentence({ rung }: LadderLine): string {
  switch (rung) {
    case 'reminder1':
    case 'reminder2':
      return 'Herinnering';
    case 'due':
      return 'Laatste dag';
    case 'overdue':
      return 'Te laat';
    case 'escalation1':
      return 'Escalatie 1';
    case 'escalation2':
      return 'Escalatie 2';
  }
}

function nextAction({ rung, waitsOn }: LadderLine): string {
  if (waitsOn === 'desk') {
    return rung === 'escalation1'
      ? 'Overleg met het Servicecentrum wat nodig is.' // to the coordinator
      : 'Rond dit punt af en leg dat vast in het traject.';
  }
  switch (rung) {
    case 'reminder1':
    case 'reminder2':
    case 'due':
    case 'overdue':
      return 'Bel de afnemer en leg het contactmoment vast.';
    case 'escalation1':
      return 'Overleg wie contact opneemt met de afnemer.';
    case 'escalation2':
      return 'Er staat een brief aan de tekenbevoegde klaar. Verstuur de brief of rond de taak af.';
  }
}

const sectionWords: Readonly<Record<SectionKind, string>> = {
  escalated: 'Geëscaleerd',
  late: 'Te laat, zonder escalatie',
  inDanger: 'Planning in gevaar',
  dueThisWeek: 'Deze week aan de beurt',
  testsThisWeek: 'Ketentesten deze week',
  waitsOnDesk: 'Wacht verder op ons',
  taskOpen: 'Open taken',
};

function listBlocks({ kind, lines, count, query }: Section, ui: string | null): readonly Block[] {
  const items = lines.map((line) => ({
    lead: named(line.organisation),
    text: lineText(kind, line),
    url: ui === null ? null : trackLink(ui, line.organisation.id, line.run),
  }));
  const more = count - lines.length;
  const rest: readonly Link[] =
    more === 0 ? [] : [{ lead: `En nog ${more}: de hele lijst`, text: '', url: listUrl(ui, query) }];
  return [heading(`${sectionWords[kind]} (${count})`), { kind: 'links', items: [...items, ...rest] }];
}

function lineText(kind: SectionKind, { functions, escalation }: OverviewLine): string {
  const parts = functions.map((line) => {
    const name = `${functionWords[line.function]}: ${line.stage}`;
    switch (kind) {
      case 'testsThisWeek':
        return `${name}${line.testAt === null ? '' : `, test op ${formatMoment(line.testAt)}`}`;
      case 'escalated':
      case 'late':
      case 'inDanger':
      case 'dueThisWeek':
      case 'waitsOnDesk':
      case 'taskOpen':
        return `${name}${waiting(line)}`;
    }
  });
  const level = kind === 'escalated' ? [`Escalatie ${escalation}`] : [];
  return [...level, ...parts].map((part) => `${part}.`).join(' ');
}

function waiting({ waitsOn, due }: OverviewFunction): string {
  const by = due === null ? '' : `, uiterlijk ${formatDate(due)}`;
  return waitsOn === null ? by : `${by}, wacht op ${waitsOn}`;
}

function listUrl(ui: string | null, query: string): string | null {
  return ui === null ? null : listLink(ui, query);
}
