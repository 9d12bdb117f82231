import { type Instant } from '../domain/amsterdam.ts';
import { formatDate, formatMoment } from '../domain/dutch-dates.ts';
import { nextOverview, type DeskState, type Failure } from './morning.ts';
import type { TrackSettings } from '../track/context.ts';
import { waitingFor } from './notices.ts';

/** The current details of the desk's own workflow in the Temporal UI, in Markdown. */
export function renderWorkplace(state: DeskState, settings: TrackSettings | null, now: Instant): string {
  return ['# Servicecentrum', mailStatus(state, settings, now)].join('\n\n');
}

function mailStatus(
  { inbox, overview, failures }: DeskState,
  settings: TrackSettings | null,
  now: Instant,
): string {
  const forDesk = waitingFor(inbox.waiting, 'desk').length + inbox.overflow.desk;
  const forCoordinator = waitingFor(inbox.waiting, 'coordinator').length + inbox.overflow.coordinator;
  return [
    '## Ochtendoverzicht',
    overview === null
      ? '- Er is nog geen overzicht verstuurd.'
      : `- Laatste overzicht verstuurd: ${formatDate(overview.on)}`,
    ...(settings === null
      ? []
      : [`- Volgende overzicht: ${formatMoment(nextOverview(settings, now))}, als er nieuws is`]),
    `- Wacht op verzending: ${count(forDesk)} voor het Servicecentrum, ${count(forCoordinator)} voor de coördinator`,
    ...failureLine('het Servicecentrum', failures.desk),
    ...failureLine('de coördinator', failures.coordinator),
  ].join('\n');
}

function failureLine(to: string, failure: Failure | undefined): readonly string[] {
  if (failure === undefined) return [];
  return [
    `- **Niet bezorgd** aan ${to}, ${formatDate(failure.on)}: ${failure.reason} De volgende ochtend gaat alles opnieuw mee. Kijk of het e-mailadres in de planning klopt.`,
  ];
}

function count(notices: number): string {
  return `${notices} ${notices === 1 ? 'melding' : 'meldingen'}`;
}
