import { dateOf } from '../domain/amsterdam.ts';
import type { HeldPlace, TrackHoldings } from '../domain/planning/rebuild.ts';
import { connectionFunctions } from '../domain/vocabulary.ts';
import type { TrackContext } from './context.ts';
import { agreementOnFile } from './decisions/documents.ts';
import { wishOf } from './alternatives.ts';

/** What the planning would need to know of this track, if it were lost. */
export function holdingsOf(context: TrackContext, closed: boolean): TrackHoldings {
  const connections = connectionFunctions.flatMap((fn) => {
    const connection = context.connections[fn];
    return connection === undefined ? [] : [{ fn, connection }];
  });
  const live = connections.flatMap(({ fn, connection: { actual } }) =>
    actual.goLive === null ? [] : [[fn, actual.goLive] as const],
  );
  return {
    organisation: context.organisation,
    usedAdviceMinutes: context.advice.usedMinutes,
    agreement: agreementOnFile(context),
    live: { ...context.liveBefore, ...Object.fromEntries(live) },
    places: closed
      ? []
      : connections.flatMap(({ fn, connection }): HeldPlace[] => {
          const { place, moving, generation } = connection;
          const isUnderWay = moving !== null || place.status === 'requested';
          const answered = isUnderWay ? generation - 1 : generation;
          if (answered < 1) return [];
          const held = { function: fn, generation: answered, wish: wishOf(context, fn, connection) };
          switch (place.status) {
            case 'held':
            case 'agreed':
              return [{ ...held, place }];
            case 'waiting':
              return [{ ...held, place: { status: place.status, askedOn: dateOf(context.now) } }];
            case 'none':
            case 'requested':
              return [{ ...held, place: { status: 'none' } }];
          }
        }),
  };
}
