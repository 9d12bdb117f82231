import type { AnyStateNode } from 'xstate';
import { stageWords } from '../domain/words.ts';
import { trackLogic } from './machine.ts';

/**
 * The way of one function through the track as a Mermaid state diagram, drawn from the machine itself. Events that
 * are possible in every step (correction, withdrawal, succession) are drawn once, from the whole.
 */
export function drawTrack(): string {
  const region = trackLogic.root.states['open']?.states['berichtenbox'];
  const active = region?.states['active'];
  if (region === undefined || active === undefined) throw new Error('The machine has no region to draw');
  const stages = [
    ...Object.values(active.states),
    ...Object.values(region.states).filter((node) => node !== active),
  ];
  const drawn = new Set(stages);
  const lines = stages.flatMap((node) => arrowsOf(node, drawn));
  return [
    'stateDiagram-v2',
    '  direction LR',
    ...stages.filter(({ key }) => key !== 'absent').map(({ key }) => `  ${key}: ${wordOf(key)}`),
    ...new Set(lines),
    ...regionArrows(region, drawn),
    ...regionArrows(active, drawn),
    '',
  ].join('\n');
}

function wordOf(key: string): string {
  const word = Object.entries(stageWords).find(([stage]) => stage === key)?.[1];
  if (word === undefined) throw new Error(`No word for the state ${key}`);
  return word;
}

function nameOf(node: AnyStateNode): string {
  return node.key === 'absent' ? '[*]' : node.key === 'active' ? 'declaration' : node.key;
}

/** The stage that a node belongs to: itself, or the nearest stage around it. */
function stageOf(node: AnyStateNode | undefined, drawn: ReadonlySet<AnyStateNode>): AnyStateNode | undefined {
  if (node === undefined || drawn.has(node) || node.key === 'active') return node;
  return stageOf(node.parent, drawn);
}

function arrowsOf(stage: AnyStateNode, drawn: ReadonlySet<AnyStateNode>): readonly string[] {
  const inner = Object.values(stage.states).flatMap((child) => arrowsOf(child, drawn));
  return [...arrowsFrom(stage, stage, drawn), ...inner];
}

function arrowsFrom(
  node: AnyStateNode,
  from: AnyStateNode,
  drawn: ReadonlySet<AnyStateNode>,
): readonly string[] {
  const source = stageOf(from, drawn);
  const transitions = [...node.transitions.values(), node.always ?? []].flat();
  return transitions
    .filter(({ eventType }) => eventType !== 'corrected')
    .flatMap(({ target = [], eventType }) =>
      target.flatMap((to) => {
        const goal = stageOf(to, drawn);
        if (goal === undefined || source === undefined || goal === source) return [];
        return [`  ${nameOf(source)} --> ${nameOf(goal)}${eventType === '' ? '' : `: ${eventType}`}`];
      }),
    );
}

/** Transitions of a region apply in all its states: they are drawn from the stage in which they matter. */
function regionArrows(node: AnyStateNode, drawn: ReadonlySet<AnyStateNode>): readonly string[] {
  const arrows = [...node.transitions.values()].flat().flatMap(({ target = [], eventType }) =>
    target.flatMap((to) => {
      const goal = stageOf(to, drawn);
      return goal === undefined || eventType === 'corrected' ? [] : [{ goal: nameOf(goal), eventType }];
    }),
  );
  return arrows.map(({ goal, eventType }) =>
    eventType === 'planning.answered'
      ? `  ${goal === 'impactAnalysis' ? 'trancheAssignment' : goal} --> ${goal}: planning.answered (agreed)`
      : `  note right of ${goal}: any step, on '${eventType}'`,
  );
}
