import type { ConnectionFunction } from '../domain/vocabulary.ts';

/**
 * The region of one function, from declared to ended: what may happen in which step. Guards and actions go by
 * name, with the function as parameter; `machine.ts` implements them.
 */
export function functionRegion(fn: ConnectionFunction) {
  const on = <Name extends string>(type: Name) => ({ type, params: { fn } }) as const;
  const enter = <Stage extends string>(stage: Stage) =>
    ({ type: 'enterStage', params: { fn, stage } }) as const;
  const end = <Ending extends string>(ending: Ending) => ({ type: 'end', params: { fn, ending } }) as const;
  const correctTo = <Step extends string>(step: Step) =>
    ({
      guard: { type: 'correctsTo', params: { fn, step } },
      target: `#${fn}.active.${step}`,
      actions: ['correct'],
    }) as const;
  const corrections = [
    correctTo('declaration'),
    correctTo('trancheAssignment'),
    correctTo('impactAnalysis'),
    correctTo('application'),
    correctTo('preproduction'),
    correctTo('chainTest'),
    correctTo('goLive'),
  ] as const;

  const reopenings = [
    { guard: on('reopensDeclaration'), target: `#${fn}.active.declaration`, actions: ['reopen'] },
    { guard: on('concerns'), target: `#${fn}.active.trancheAssignment`, actions: ['reopen'] },
  ] as const;

  return {
    id: fn,
    initial: 'absent',
    on: {
      'planning.answered': [
        { guard: on('agreesAssignment'), target: `#${fn}.active.impactAnalysis`, actions: ['takeAnswer'] },
        { guard: on('agreesRetest'), target: `#${fn}.active.chainTest`, actions: ['takeAnswer'] },
        { guard: on('answersPlace'), actions: ['takeAnswer'] },
      ],
    },
    states: {
      absent: {
        on: { 'declaration.received': { guard: on('declares'), target: 'active', actions: [on('declare')] } },
      },
      active: {
        initial: 'declaration',
        on: {
          corrected: corrections,
          withdrawn: { guard: on('concerns'), target: 'withdrawn', actions: ['withdraw'] },
          succeeded: { guard: 'hasHappened', target: 'succeeded' },
          'delay.reported': { guard: on('delayable'), actions: ['reportDelay'] },
          'delay.lifted': { guard: on('liftable'), actions: ['liftDelay'] },
          'alternatives.requested': { guard: on('alternativesWanted'), actions: ['requestAlternatives'] },
          'alternatives.offered': { guard: on('offerable'), actions: ['offerAlternatives'] },
          'reschedule.wished': { guard: on('wishable'), actions: ['recordWish'] },
          'reschedule.agreed': { guard: on('reschedulable'), actions: ['reschedule'] },
          'slot.released': { guard: on('releasable'), actions: ['releaseSlot'] },
          'move.declined': { guard: on('declinable'), actions: ['declineMove'] },
          'dates.changed': { guard: on('concerns'), actions: ['changeDates'] },
        },
        states: {
          declaration: {
            entry: [enter('declaration')],
            initial: 'read',
            states: {
              read: {
                always: [{ guard: on('isComplete'), target: 'complete' }, { target: 'incomplete' }],
              },
              incomplete: {
                entry: [on('openIncomplete')],
                on: {
                  'declaration.completed': {
                    guard: 'hasHappened',
                    target: 'read',
                    actions: ['completeDeclarations'],
                  },
                  'dates.changed': { guard: on('concerns'), target: 'read', actions: ['changeDates'] },
                },
              },
              complete: {
                entry: [on('openComplete')],
                on: {
                  'declaration.approved': {
                    guard: on('concerns'),
                    target: `#${fn}.active.trancheAssignment`,
                  },
                  'declaration.foundIncomplete': {
                    guard: on('concerns'),
                    target: 'incomplete',
                    actions: ['findIncomplete'],
                  },
                },
              },
            },
          },
          /** Left when the planning confirms what the consumer agreed to: see `agreesAssignment`. */
          trancheAssignment: {
            entry: [enter('trancheAssignment')],
            on: {
              'assignment.proposed': { guard: on('proposable'), actions: ['propose'] },
              'assignment.agreed': { guard: on('agreeable'), actions: ['agree'] },
            },
          },
          /** Optional: it never blocks. */
          impactAnalysis: {
            entry: [enter('impactAnalysis')],
            always: { guard: on('hasDocuments'), target: 'application' },
            on: {
              'impactAnalysis.reported': {
                guard: on('concerns'),
                target: 'application',
                actions: ['reportImpactAnalysis'],
              },
              'impactAnalysis.waived': { guard: on('concerns'), target: 'application' },
            },
          },
          application: {
            entry: [enter('application')],
            always: { guard: on('documentsAccepted'), target: 'preproduction' },
          },
          preproduction: {
            entry: [enter('preproduction')],
            always: { guard: on('preproductionDone'), target: 'chainTest' },
            on: {
              'preproduction.reported': { guard: on('reportable'), actions: ['reportPreproduction'] },
            },
          },
          /** A test that was not passed stays here: a hertest needs another slot first, see `agreesRetest`. */
          chainTest: {
            entry: [enter('chainTest')],
            on: {
              'chainTest.reported': [
                { guard: on('supplierPasses'), target: `#${fn}.supplierReady`, actions: ['recordTest'] },
                { guard: on('passes'), target: 'goLive', actions: ['recordTest'] },
                { guard: on('fails'), actions: ['recordTest', on('openRetest')] },
              ],
            },
          },
          goLive: {
            entry: [enter('goLive')],
            on: {
              'goLive.reported': { guard: on('goLiveReportable'), actions: ['reportGoLive'] },
              'goLive.confirmed': {
                guard: on('canGoLive'),
                target: `#${fn}.live`,
                actions: ['confirmGoLive'],
              },
            },
          },
        },
      },
      live: { entry: [end('live')], on: { corrected: corrections } },
      supplierReady: { entry: [end('supplierReady')], on: { corrected: corrections } },
      withdrawn: {
        entry: [end('withdrawn')],
        on: {
          'declaration.received': { guard: on('declares'), target: 'active', actions: [on('declare')] },
          reopened: reopenings,
        },
      },
      succeeded: { entry: [end('succeeded')], on: { reopened: reopenings } },
    },
  } as const;
}
