import { businessTime } from '../../machines/domain/clock.ts';
import { mailWords } from '../../machines/track/track-words.ts';
import type { Office } from './office.ts';
import { stageAt, type Stage } from './stage.ts';

/** The stage on a server that skips time. */
export function stageOf(office: Office): Stage {
  const now = async () => businessTime(office.clock, await office.env.currentTimeMs());
  return stageAt({
    client: office.env.client,
    now,
    async passUntil(moment) {
      const left = moment - (await now());
      if (left > 0) await office.env.sleep(left);
    },
    mails: async (organisation) =>
      office.mails
        .filter((order) => order.organisation.id === organisation)
        .map(({ content, to }) => ({ soort: mailWords[content.kind], aan: to.map(({ email }) => email) })),
  });
}
