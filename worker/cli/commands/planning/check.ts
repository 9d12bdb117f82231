import type { PlanCheck } from '../../../../machines/domain/planning/plan-check.ts';
import { parsePlan } from '../../../../machines/domain/planning/plan-file.ts';
import { formatProblems, type Problem } from '../../../../machines/domain/problem.ts';
import { planningId, planningMessages } from '../../../../machines/protocol.ts';
import type { Command, Invocation } from '../../command.ts';
import { connectIfAny, connectionOptions } from '../../connection-options.ts';
import { readWithLines } from '../../read-document.ts';
import { queryNow } from '../../updates.ts';

export const check: Command = {
  name: 'planning controleer',
  usage: '<bestand>',
  summary:
    'Noemt alles wat er mis is met een planningsbestand, in één keer. Draait het systeem, dan staat erbij wat publiceren zou doen: waar te weinig plaats is, en wie een plaats zou verliezen. Er verandert niets. Exitcode 1: zo kan het niet worden gepubliceerd.',
  example: 'npx traject planning controleer examples/planning.yaml',
  options: { ...connectionOptions, json: { type: 'boolean', description: 'als JSON, voor programma’s' } },
  positionals: [1, 1],
  run: async (invocation) => {
    const [path = ''] = invocation.positionals;
    const { value: file, lineOf } = await readWithLines(path);
    const parsed = parsePlan(file);
    const problems = parsed.ok ? [] : parsed.problems.map((one) => ({ ...one, line: lineOf(one.path) }));
    const compared = parsed.ok ? await compare(invocation, file) : null;
    invocation.out(
      invocation.flag('json')
        ? JSON.stringify(asJson(path, problems, compared), null, 2)
        : describe(path, problems, compared),
    );
    return parsed.ok ? 0 : 1;
  },
};

interface LocatedProblem extends Problem {
  readonly line: number | undefined;
}

/** With the planning that runs; null when none does. */
async function compare(invocation: Invocation, file: unknown): Promise<PlanCheck | null> {
  const client = await connectIfAny(invocation);
  if (client === null) return null;
  try {
    return await queryNow<PlanCheck>(client, planningId, planningMessages.check, file);
  } finally {
    await client.connection.close();
  }
}

function asJson(path: string, problems: readonly LocatedProblem[], compared: PlanCheck | null) {
  return {
    bestand: path,
    publiceerbaar: problems.length === 0,
    problemen: problems.map(({ path: field, line, expected, found }) => ({
      veld: field,
      regel: line ?? null,
      verwacht: expected,
      gevonden: found,
    })),
    vergelekenMetPlanning: compared !== null,
    teWeinigPlaats: compared?.shortages ?? [],
    geenPlaatsMeer: compared?.warnings ?? [],
    publicerenZouAntwoorden: compared?.summary ?? null,
  };
}

function describe(path: string, problems: readonly LocatedProblem[], compared: PlanCheck | null): string {
  if (problems.length > 0) {
    const count = problems.length === 1 ? '1 fout' : `${problems.length} fouten`;
    return [
      `${path}: ${count}. Zo kan deze planning niet worden gepubliceerd.`,
      ...block([...problems].sort(byLine).map(lineOfProblem)),
      'Gecontroleerd is alleen het bestand. Met de planning vergelijken kan als de fouten eruit zijn.',
    ].join('\n');
  }
  if (compared === null) {
    return `${path}: geen fouten.\nGecontroleerd is alleen het bestand: er draait geen systeem om mee te vergelijken.`;
  }
  const { shortages, warnings, summary } = compared;
  return [
    `${path}: geen fouten.`,
    'Vergeleken met de planning die loopt. Publiceren kan, en zou antwoorden:',
    ...block((summary ?? '').split('\n')),
    ...(shortages.length === 0 ? [] : ['Te weinig plaats voor wat er nu staat:', ...block(shortages)]),
    ...(warnings.length === 0 ? [] : ['Wie geen plaats meer heeft:', ...block(warnings)]),
  ].join('\n');
}

/** In the order of the file. */
function byLine(a: LocatedProblem, b: LocatedProblem): number {
  return (a.line ?? 0) - (b.line ?? 0);
}

function lineOfProblem(problem: LocatedProblem): string {
  const where = problem.line === undefined ? '' : `regel ${problem.line}, `;
  return `${where}${formatProblems([problem])}`;
}

function block(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
