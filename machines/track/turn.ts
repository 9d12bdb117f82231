import type { Calendar } from '../domain/calendar.ts';
import { dateOf } from '../domain/amsterdam.ts';
import type { IsoDate } from '../domain/dates.ts';
import type { PlanningRequest } from '../domain/planning/requests.ts';
import type { ConnectionFunction } from '../domain/vocabulary.ts';
import type { Connection, DeskTask, TaskKind, TrackContext } from './context.ts';
import { calendarOf } from './desk-days.ts';
import type { Effect } from './effects.ts';
import type { Audience, Mailbox, MailContent } from './mail.ts';
import { mailEffect, trackKey } from './mail-identity.ts';
import { consumerRecipients, nobodyReachable } from './recipients.ts';
import { mailWords, taskWords } from './track-words.ts';

/**
 * One decision in the making: the context as it becomes, and what is asked of the world, in order.
 * It lives inside one action of the machine; seen from outside that action is pure.
 */
export class Turn {
  context: TrackContext;
  readonly effects: Effect[] = [];

  constructor(context: TrackContext) {
    this.context = context;
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
    this.effects.push({ kind: 'planning', request });
  }

  /** To the consumer's contacts by role; when nobody can be reached it becomes a task for the desk instead. */
  mailConsumer(content: MailContent): void {
    const to = consumerRecipients(this.context, content.kind);
    if (to.length === 0) {
      this.task('contactDetails', null, nobodyReachable(this.context));
      this.note(null, `Niet gemaild, want niemand is te bereiken: ${mailWords[content.kind]}.`);
      return;
    }
    this.mail('consumer', to, content);
  }

  mailDesk(content: MailContent): void {
    const { naam, email } = this.context.settings.policy.servicecentrum;
    this.mail('desk', [{ name: naam, email }], content);
  }

  mailCoordinator(content: MailContent): void {
    const { naam, email } = this.context.settings.policy.coordinator;
    this.mail('coordinator', [{ name: naam, email }], content);
  }

  private mail(audience: Audience, to: readonly Mailbox[], content: MailContent): void {
    const { id, name } = this.context.organisation;
    const track = trackKey(this.context);
    const { series, about, canRecur } = mailEffect(content);
    const count = canRecur ? [this.next(`mail/${audience}/${series}`)] : [];
    const order = {
      id: [track, audience, series, ...count, ...about].join('/'),
      track,
      organisation: { id, name },
      audience,
      to,
      content,
      date: this.today,
      desk: this.context.settings.policy.servicecentrum,
    };
    this.effects.push({ kind: 'mail', order });
    if (audience === 'consumer') this.change({ lastMail: { kind: content.kind, on: this.today } });
  }

  /** A line in the diary for what the track did by itself. */
  note(fn: ConnectionFunction | null, text: string): void {
    const { now } = this.context;
    this.effects.push({
      kind: 'diary',
      entry: { at: now, recorded: now, by: 'systeem', function: fn, text },
    });
  }

  /** Opens a task for the desk, or renews the text of the one that is open already. */
  task(kind: TaskKind, fn: ConnectionFunction | null, text: string): void {
    const id = taskId(kind, fn);
    const known = this.context.tasks.find((task) => task.id === id);
    const task: DeskTask = { id, kind, function: fn, since: known?.since ?? this.today, text };
    this.change({ tasks: [...this.context.tasks.filter((other) => other.id !== id), task] });
  }

  /** Closes tasks whose reason is gone. */
  settle(fn: ConnectionFunction | null, ...kinds: readonly TaskKind[]): void {
    const ids = kinds.map((kind) => taskId(kind, fn));
    const tasks = this.context.tasks.filter((task) => !ids.includes(task.id));
    if (tasks.length !== this.context.tasks.length) this.change({ tasks });
  }
}

function taskId(kind: TaskKind, fn: ConnectionFunction | null): string {
  return fn === null ? taskWords[kind] : `${taskWords[kind]}:${fn}`;
}

export function connectionOf(context: TrackContext, fn: ConnectionFunction): Connection {
  const connection = context.connections[fn];
  if (connection === undefined) throw new Error(`No connection for ${fn}`);
  return connection;
}
