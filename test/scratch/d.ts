import { readdirSync } from 'node:fs';
import { readDocument } from '../../worker/cli/read-document.ts';
import { parseDeclaration, missingParts, warnings } from '../../machines/domain/declaration.ts';
import { formatProblems } from '../../machines/domain/problem.ts';
for (const f of readdirSync('examples/verklaringen').sort().map(x=>'examples/verklaringen/'+x).concat('examples/misvormd/veel-fouten.yaml')) { const d = parseDeclaration(await readDocument(f)); console.log(f, d.ok ? ['ok', missingParts(d.declaration).map(x=>x.text), warnings(d.declaration, '2027-01-04' as never)] : formatProblems(d.problems)); }
