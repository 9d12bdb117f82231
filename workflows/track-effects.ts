import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { PlanningAnswer, PlanningRequest } from '../machines/domain/planning/requests.ts';
import { functionWords } from '../machines/domain/words.ts';
import { askedAgain } from '../machines/track/asked-again.ts';
import type { Effect } from '../machines/track/effects.ts';
import type { TrackEvent } from '../machines/track/events.ts';
import type { MailOrder } from '../machines/track/mail.ts';
import { mailWords } from '../machines/track/track-words.ts';
import { mailDelivery, workflowCalls } from './activity-options.ts';

const { askPlanning, tellDesk } =
  proxyActivities<Pick<Activities, 'askPlanning' | 'tellDesk'>>(workflowCalls);
const { sendMail } = proxyActivities<Pick<Activities, 'sendMail'>>(mailDelivery);

/** Carries out what a track asks of the world; the outcome that it wants to know, as an event. */
export async function performEffect(effect: Effect): Promise<TrackEvent | null> {
  switch (effect.kind) {
    case 'diary':
      return null; // noted by then
    case 'planning':
      return { type: 'planning.answered', answer: await ask(effect.request) };
    case 'post':
      await tellDesk.executeWithOptions({ summary: 'Melding voor het ochtendoverzicht' }, [effect.post]);
      return null;
    case 'mail': {
      const { order } = effect;
      const outcome = await sendMail.executeWithOptions({ summary: mailSummary(order) }, [order]);
      return outcome.kind === 'sent'
        ? null
        : { type: 'mail.undeliverable', order: order.id, to: outcome.to.split(', '), reason: outcome.reason };
    }
  }
}

async function ask(request: PlanningRequest): Promise<PlanningAnswer> {
  const summary = requestSummary(request);
  const answer = await askPlanning.executeWithOptions({ summary }, [request]);
  const again = askedAgain(request, answer);
  if (again === null) return answer;
  return await askPlanning.executeWithOptions({ summary: `${summary}, na een reset` }, [again]);
}

function requestSummary(request: PlanningRequest): string {
  switch (request.kind) {
    case 'reserve':
      return `Plaats vragen: ${functionWords[request.function]}`;
    case 'move':
      return `Ander tijdslot vragen: ${functionWords[request.function]}`;
    case 'confirm':
      return `Tijdslot vastleggen: ${functionWords[request.function]}`;
    case 'release':
      return `Plaats teruggeven: ${functionWords[request.function]}`;
    case 'rejoin':
      return `Weer meetellen in tranche ${request.tranche}: ${functionWords[request.function]}`;
    case 'decline':
      return `Verplaatsing afwijzen: ${functionWords[request.function]}`;
    case 'alternatives':
      return `Alternatieven vragen: ${functionWords[request.function]}`;
    case 'advice':
      return `Advies boeken: ${request.minutes} minuten`;
    case 'close':
      return 'Traject afmelden bij de planning';
    case 'abandoned':
    case 'recall':
      throw new Error(`A track does not ask '${request.kind}': the desk does`);
  }
}

/** Whom it is for by role, not by name: summaries hold no personal data. */
function mailSummary({ content }: MailOrder): string {
  return `Mail aan afnemer: ${mailWords[content.kind]}`;
}
