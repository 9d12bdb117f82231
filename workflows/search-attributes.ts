import { SearchAttributeType, type SearchAttributeUpdatePair } from '@temporalio/common';
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';

export type AttributeType = 'Keyword' | 'KeywordList' | 'Datetime' | 'Bool' | 'Int';
/** A Datetime in epoch milliseconds. Null: none. */
export type AttributeValue = string | readonly string[] | number | boolean | null;

/**
 * Brings the workflow's search attributes up to date: in one command, and without any when nothing differs.
 * @throws on a value that does not fit its attribute's type.
 */
export function updateSearchAttributes<Name extends string>(
  declared: Readonly<Record<Name, AttributeType>>,
  values: Readonly<Record<Name, AttributeValue>>,
): void {
  const current = workflowInfo().typedSearchAttributes;
  const names = Object.keys(declared) as Name[]; // a record's keys are its names
  const changed = names
    .map((name) => pairOf(name, declared[name], values[name]))
    .filter(({ key, value }) => JSON.stringify(current.get(key) ?? null) !== JSON.stringify(value));
  if (changed.length > 0) upsertSearchAttributes(changed);
}

function pairOf(name: string, type: AttributeType, value: AttributeValue): SearchAttributeUpdatePair {
  switch (type) {
    case 'Keyword':
      if (value !== null && typeof value !== 'string') break;
      return { key: { name, type: SearchAttributeType.KEYWORD }, value };
    case 'KeywordList':
      if (value !== null && typeof value !== 'object') break;
      // Of an empty list the server keeps nothing.
      return {
        key: { name, type: SearchAttributeType.KEYWORD_LIST },
        value: value?.length ? [...value] : null,
      };
    case 'Datetime':
      if (value !== null && typeof value !== 'number') break;
      return {
        key: { name, type: SearchAttributeType.DATETIME },
        value: value === null ? null : new Date(value),
      };
    case 'Bool':
      if (value !== null && typeof value !== 'boolean') break;
      return { key: { name, type: SearchAttributeType.BOOL }, value };
    case 'Int':
      if (value !== null && typeof value !== 'number') break;
      return { key: { name, type: SearchAttributeType.INT }, value };
  }
  throw new Error(`Search attribute '${name}' takes ${type}, not ${JSON.stringify(value)}`);
}
