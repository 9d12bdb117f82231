import { ActivityFailure, ApplicationFailure, condition, log, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { dateOf, instantAt, type Instant } from '../machines/domain/amsterdam.ts';
import { businessTime, realTime, type Clock } from '../machines/domain/clock.ts';
import { addDays } from '../machines/domain/dates.ts';
import { formatMoment } from '../machines/domain/dutch-dates.ts';
import { recipientOf } from '../machines/desk/mail.ts';
import {
  arrived,
  failed,
  hold,
  isMorning,
  mailsOf,
  morningOf,
  newDesk,
  nextLook,
  type DeskState,
  type Lists,
  type MorningMail,
} from '../machines/desk/morning.ts';
import { postSchema, receive } from '../machines/desk/notices.ts';
import { withRegistration, type Registration } from '../machines/desk/registrations.ts';
import {
  afterLook,
  noneStopped,
  settleStopped,
  stoppedNotice,
  type StoppedTracks,
} from '../machines/desk/stopped.ts';
import { renderWorkplace, type DeskSettings } from '../machines/desk/workplace.ts';
import { deskLists, mailDelivery, stoppedLook, workflowCalls } from './activity-options.ts';
import { logMalformed } from './malformed.ts';
import { namespacePage, showPage } from './details.ts';

const { deskSettings } = proxyActivities<Pick<Activities, 'deskSettings'>>(workflowCalls);
const { lookAtStopped } = proxyActivities<Pick<Activities, 'lookAtStopped'>>(stoppedLook);
const { listOpenTracks } = proxyActivities<Pick<Activities, 'listOpenTracks'>>(deskLists);

/** What one run of the desk hands to the next: the policy as it was last seen too, since its timer is set by it. */
export interface CarriedMornings {
  readonly state: DeskState;
  /** Null: it was terminated before it had seen one. */
  readonly settings: DeskSettings | null;
}

/** Milliseconds of real time that work has at least: at a fast tempo the day is over within a second. */
const shortestWork = 120_000;

/**
 * The desk's mornings, one after another for as long as the desk is open: what came in since the last one and what
 * the lists show goes out in one mail for each recipient. While it is sending it takes in news for the next.
 */
export class Mornings {
  readonly #clock: Clock;
  #state: DeskState;
  #settings: DeskSettings | null;
  #changes = 0;
  /** To look for stopped tracks; each run begins with it. */
  #isAsked = true;
  /** A look failed: it is made up for at the next moment, and not at once, since it was tried for long. */
  #isMissed = false;

  readonly #changed: () => void;

  /** `changed`: after every change of what the desk knows. */
  constructor(clock: Clock, carried: CarriedMornings | null, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
    this.#state = carried?.state ?? newDesk;
    this.#settings = carried?.settings ?? null;
  }

  /** How much happened in this run. */
  get changes(): number {
    return this.#changes;
  }

  get stopped(): StoppedTracks {
    return this.#state.stopped ?? noneStopped;
  }

  /** A track was stopped on purpose; null when it was not stopped. */
  settleStopped(organisation: string): string | null {
    const settled = settleStopped(this.stopped, organisation);
    if (settled === null) return null;
    const { stopped, post, answer } = settled;
    this.#become({ ...this.#state, stopped, inbox: receive(this.#state.inbox, post) });
    return answer;
  }

  carried(): CarriedMornings {
    return { state: this.#state, settings: this.#settings };
  }

  /** Someone has seen that a track was stopped or reset. */
  look(): void {
    this.#isAsked = true;
  }

  /** Never awaits: signals that come together are taken in one after another. */
  receive(message: unknown): void {
    const post = postSchema.safeParse(message);
    if (post.success) this.#become({ ...this.#state, inbox: receive(this.#state.inbox, post.data) });
    else logMalformed('What a track told is malformed', post.error);
  }

  /** Before the first planning was published the desk knew of no tranches: who is registered can have a place in one. */
  async registered(registration: Registration): Promise<void> {
    if (!this.#settings?.tranches?.length) await this.#refresh();
    this.#become(withRegistration(this.#state, registration));
  }

  /** Until the run is so long that it must continue as new, which is never in the middle of a morning. */
  async untilLong(isLong: () => boolean): Promise<void> {
    let settings = this.#settings ?? (await this.#open());
    this.#show(); // before anything else: a run that has just begun has a page too
    let at = this.#now;
    for (;;) {
      const isHere = isMorning(settings, at, this.#state.heldOn);
      // At the start of a day mostly the page alone is made anew: a look each day would cost more than all mornings.
      if (isHere) settings = await this.#morning(at);
      else if (this.#isAsked || this.#isMissed) await this.#lookAtStopped(at);
      if (isLong()) return;
      this.#show();
      // At a fast tempo the morning can have come while something else was seen to.
      const now = this.#now;
      if (!isHere && isMorning(settings, now, this.#state.heldOn)) {
        at = now;
        continue;
      }
      const moment = nextLook(settings, now);
      const isEarly = await condition(() => this.#isAsked || isLong(), this.#until(moment), {
        summary: `Volgende blik op de trajecten: ${formatMoment(moment)}`,
      });
      at = isEarly ? this.#now : this.#asOf(moment);
    }
  }

  /** A moment just now, of which the work can still be done; else, as after a stop, the present. */
  #asOf(moment: Instant): Instant {
    const late = Date.now() - realTime(this.#clock, moment);
    return late >= 0 && late <= shortestWork ? moment : this.#now;
  }

  get #now(): Instant {
    return businessTime(this.#clock, Date.now());
  }

  #until(moment: Instant): number {
    return Math.max(1, realTime(this.#clock, moment) - Date.now());
  }

  /** The first morning of a desk is the first that begins while it is there. */
  async #open(): Promise<DeskSettings> {
    const settings = await this.#refresh();
    const today = dateOf(this.#now);
    if (this.#now >= morningOf(settings, today)) this.#state = { ...this.#state, heldOn: today };
    return settings;
  }

  /** The policy comes from the planning each time: one that was published yesterday counts today. */
  async #refresh(): Promise<DeskSettings> {
    this.#settings = await deskSettings.executeWithOptions({ summary: 'Beleid en sluitingen vragen' }, []);
    return this.#settings;
  }

  /** What can't be seen to now is seen to at the next look: the overview does not wait for it. */
  async #lookAtStopped(at: Instant): Promise<void> {
    this.#isAsked = false;
    this.#isMissed = false;
    const { from, tracks } = this.stopped;
    const onPage = tracks.map(({ organisation }) => organisation.id);
    const today = dateOf(this.#asOf(at));
    try {
      const look = await lookAtStopped.executeWithOptions({ summary: 'Gestopte trajecten zoeken' }, [
        from,
        onPage,
      ]);
      const told = look.stopped.map((track) => stoppedNotice(track, today));
      this.#become({
        ...this.#state,
        stopped: afterLook(this.stopped, look, today),
        inbox: receive(this.#state.inbox, { told, settled: [] }),
      });
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      this.#isMissed = true;
      log.warn('Stopped tracks could not be looked for', { error });
    }
  }

  async #morning(at: Instant): Promise<DeskSettings> {
    const today = dateOf(this.#asOf(at));
    // Side by side: at a fast tempo one after another would take longer than the day.
    const [settings, lists] = await Promise.all([
      this.#refresh(),
      listOpenTracks.executeWithOptions({ summary: 'Lijsten voor het overzicht' }, [today]),
      this.#lookAtStopped(at),
    ]);
    const now = this.#asOf(at);
    // A closure or a later hour, published since; or it took until another day: then that one's morning follows.
    if (dateOf(now) !== today || !isMorning(settings, now, this.#state.heldOn)) return settings;
    const mails = mailsOf(this.#state, lists, settings, today);
    this.#become(hold(this.#state, today, lists));
    const patience = Math.max(shortestWork, this.#until(instantAt(addDays(today, 1), '00:00')));
    await Promise.all(mails.map((mail) => this.#send(mail, lists, patience)));
    return settings;
  }

  /** Tried until the day is over: the next morning has all of it again, and what is new, and is the one mail of that day. */
  async #send(mail: MorningMail, lists: Lists, patience: number): Promise<void> {
    const { sendMail } = proxyActivities<Pick<Activities, 'sendMail'>>({
      ...mailDelivery,
      scheduleToCloseTimeout: patience,
    });
    const recipient = recipientOf(mail.order);
    const summary = recipient === 'desk' ? 'Overzicht aan Servicecentrum' : 'Escalaties aan coördinator';
    const on = mail.order.date;
    try {
      const outcome = await sendMail.executeWithOptions({ summary }, [mail.order]);
      this.#become(
        outcome.kind === 'sent'
          ? arrived(this.#state, mail, lists)
          : failed(this.#state, recipient, { on, reason: outcome.reason }),
      );
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      const reason =
        error.cause instanceof ApplicationFailure
          ? error.cause.message
          : 'De mailserver heeft de mail niet op tijd aangenomen.';
      this.#become(failed(this.#state, recipient, { on, reason }));
    }
  }

  #become(state: DeskState): void {
    this.#state = state;
    this.#changes++;
    this.#changed();
    this.#show();
  }

  #show(): void {
    const shown = [this.#state, this.#settings, this.#now, namespacePage()] as const;
    showPage(() => renderWorkplace(...shown));
  }
}
