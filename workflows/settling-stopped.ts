import { notStopped, settleStoppedSchema, settlingDescription } from '../machines/desk/stopped.ts';
import { deskMessages } from '../machines/protocol.ts';
import type { AnsweredUpdates } from './answered-updates.ts';
import type { ListedUpdate } from './listed-updates.ts';
import type { Mornings } from './morning.ts';
import { parsed, refusal } from './refusal.ts';
import type { DeskAnswer } from './servicecentrum.ts';
import { signedInput } from './signed-input.ts';

/** The Update by which the desk says that a track was stopped on purpose; listed when there is one. */
export function settlingStopped(mornings: Mornings, answered: AnsweredUpdates<DeskAnswer>): ListedUpdate {
  const idIn = (raw: unknown) => parsed(settleStoppedSchema, signedInput(raw).content).afnemer;
  const refused = (id: string) => refusal(notStopped(mornings.stopped, id));
  return {
    name: deskMessages.settleStopped,
    describe: () => settlingDescription(mornings.stopped),
    validate(raw) {
      const id = idIn(raw);
      if (answered.earlier !== null) return;
      if (!mornings.stopped.tracks.some(({ organisation }) => organisation.id === id)) throw refused(id);
    },
    carryOut(raw): DeskAnswer {
      if (answered.earlier !== null) return answered.earlier;
      const id = idIn(raw);
      const answer = mornings.settleStopped(id);
      if (answer === null) throw refused(id);
      return answered.remember({ id, antwoord: answer });
    },
  };
}
