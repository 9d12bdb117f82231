import type { Notice, Post, Recipient } from '../desk/notices.ts';
import type { Calendar } from '../domain/calendar.ts';
import { dateOf } from '../domain/amsterdam.ts';
import type { IsoDate } from '../domain/dates.ts';
import type { PlanningRequest } from '../domain/planning/requests.ts';
import type { ConnectionFunction } from '../domain/vocabulary.ts';
import type { Connection, DeskTask, TaskKind, TrackContext } from './context.ts';
import { calendarOf } from './desk-days.ts';
import type { Effect } from './effects.ts';
import type { MailContent } from './mail.ts';
import { mailEffect, trackKey } from './mail-identity.ts';
import { consumerRecipients, nobodyReachable } from './recipients.ts';
import { mailWords, taskWords } from './track-words.ts';

/**
 * One decision in the making: the context as it becomes, and what is asked of the world, in order.
 * It lives inside one action of the machine; seen from outside that action is pure.
 */
export class Turn {
  context: TrackContext;
  readonly #asked: Effect[] = [];
  #post: Post = { told: [], settled: [] };

  constructor(context: TrackContext) {
    this.context = context;
  }

  /** In the order in which they were asked for; the post last, in one go. */
  get effects(): readonly Effect[] {
    const hasPost = this.#post.told.length > 0 || this.#post.settled.length > 0;
    return hasPost ? [...this.#asked, { kind: 'post', post: this.#post }] : this.#asked;
  }

  get today(): IsoDate {
    return dateOf(this.context.now);
  }

  get calendar(): Calendar {
    return calendarOf(this.context);
  }

  change(patch: Partial<TrackContext>): void {
    this.context = { ...this.context, ...patch };
  }

  /** @throws when the function was never declared: the machine's states rule that out. */
  connection(fn: ConnectionFunction): Connection {
    return connectionOf(this.context, fn);
  }

  changeConnection(fn: ConnectionFunction, patch: Partial<Connection>): void {
    const changed = { ...this.connection(fn), ...patch };
    this.change({ connections: { ...this.context.connections, [fn]: changed } });
  }

  /** The next number of a series, from 1: the same after a reset, whatever else the track did meanwhile. */
  next(series: string): number {
    const number = (this.context.counts[series] ?? 0) + 1;
    this.change({ counts: { ...this.context.counts, [series]: number } });
    return number;
  }

  ask(request: PlanningRequest): void {
    this.#asked.push({ kind: 'planning', request });
  }

  /** To the consumer's contacts by role; when nobody can be reached it becomes a task for the desk instead. */
  mailConsumer(content: MailContent): void {
    const to = consumerRecipients(this.context, content.kind);
    if (to.length === 0) {
      this.task('contactDetails', null, nobodyReachable(this.context));
      this.note(null, `Niet gemaild, want niemand is te bereiken: ${mailWords[content.kind]}.`);
      return;
    }
    const { id, name } = this.context.organisation;
    const track = trackKey(this.context);
    const { series, about, canRecur } = mailEffect(content);
    const count = canRecur ? [this.next(`mail/${series}`)] : [];
    const order = {
      id: [track, series, ...count, ...about].join('/'),
      track,
      organisation: { id, name },
      to,
      content,
      date: this.today,
      desk: this.context.settings.policy.servicecentrum,
    };
    this.#asked.push({ kind: 'mail', order });
    this.change({ lastMail: { kind: content.kind, on: this.today } });
  }

  /** For the desk's or the coordinator's next morning mail. `id`: the same for the same news, within this track. */
  tell(to: Recipient, id: string, what: Notice['what']): void {
    const { id: organisation, name } = this.context.organisation;
    const notice = {
      id: `${trackKey(this.context)}/${id}`,
      organisation: { id: organisation, name },
      to,
      on: this.today,
      what,
    };
    this.#post = { ...this.#post, told: [...this.#post.told, notice] };
  }

  /** A line in the diary for what the track did by itself. */
  note(fn: ConnectionFunction | null, text: string): void {
    const { now } = this.context;
    this.#asked.push({
      kind: 'diary',
      entry: { at: now, recorded: now, by: 'systeem', via: 'system', function: fn, text },
    });
  }

  /** Opens a task for the desk, and tells it; or renews the text of the one that is open already. */
  task(kind: TaskKind, fn: ConnectionFunction | null, text: string): void {
    const id = taskId(kind, fn);
    const known = this.context.tasks.find((task) => task.id === id);
    const task: DeskTask = { id, kind, function: fn, since: known?.since ?? this.today, text };
    if (known === undefined) return this.openTask(task);
    this.change({ tasks: [...this.context.tasks.filter((other) => other !== known), task] });
  }

  /** A task of which none is open yet by this id. */
  openTask(task: DeskTask): void {
    this.change({ tasks: [...this.context.tasks, task] });
    if (isUntold(task)) return;
    this.next(`task/${task.id}`);
    this.tell('desk', this.noticeOf(task), { kind: 'task', function: task.function, text: task.text });
  }

  /** Closes tasks whose reason is gone. */
  settle(fn: ConnectionFunction | null, ...kinds: readonly TaskKind[]): void {
    for (const kind of kinds) this.closeTask(taskId(kind, fn));
  }

  /** What was not in a morning's mail yet need not be told any more. */
  closeTask(id: string): void {
    const task = this.context.tasks.find((other) => other.id === id);
    if (task === undefined) return;
    this.change({ tasks: this.context.tasks.filter((other) => other !== task) });
    if (isUntold(task)) return;
    const notice = `${trackKey(this.context)}/${this.noticeOf(task)}`;
    const told = this.#post.told.filter((other) => other.id !== notice);
    this.#post = { told, settled: [...this.#post.settled, notice] };
  }

  /** Numbered by how often it was opened: the same after a reset. */
  private noticeOf({ id }: DeskTask): string {
    return `${id}/${this.context.counts[`task/${id}`] ?? 0}`;
  }
}

/** Of the letter the ladder's last rung tells. */
function isUntold({ kind }: DeskTask): boolean {
  return kind === 'letterPrepared';
}

function taskId(kind: TaskKind, fn: ConnectionFunction | null): string {
  return fn === null ? taskWords[kind] : `${taskWords[kind]}:${fn}`;
}

export function connectionOf(context: TrackContext, fn: ConnectionFunction): Connection {
  const connection = context.connections[fn];
  if (connection === undefined) throw new Error(`No connection for ${fn}`);
  return connection;
}
