import { Connection, type ConnectionOptions } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';

import { visible } from '../../machines/domain/shown.ts';
import { UserError } from '../user-error.ts';
import { hasStatus } from './grpc-status.ts';
import { tlsFault } from './tls-fault.ts';

/** What both `Connection.connect` and `NativeConnection.connect` take. */
export type ServerConnectionOptions = Pick<ConnectionOptions, 'tls' | 'metadata'> & {
  /** `host:port` */
  address: string;
  apiKey?: string;
};

/** A Temporal server of which the address was given, with the namespace to work in. */
export interface ServerAddress {
  namespace: string;
  connectionOptions: ServerConnectionOptions;
}

const DEFAULT_NAMESPACE = 'default';

/**
 * The server that the standard TEMPORAL_* environment variables, or the profile in Temporal's own configuration
 * file, point to; null when they name none, so that an embedded server is wanted.
 *
 * @throws UserError when they can't be read, or say how to log in but not where.
 */
export function connectionFromEnvironment(env: NodeJS.ProcessEnv): ServerAddress | null {
  const { connectionOptions, namespace } = load(env);
  const { address, tls, metadata, apiKey } = connectionOptions;
  if (address === undefined) {
    const given = [
      ...(namespace === undefined ? [] : ['een namespace']),
      ...(apiKey === undefined ? [] : ['een API-sleutel']),
      ...(tls === undefined || apiKey !== undefined ? [] : ['TLS']),
    ];
    if (given.length === 0) return null;
    throw new UserError(
      `De Temporal-instellingen (TEMPORAL_* of het configuratiebestand van Temporal) noemen ${given.join(' en ')}, ` +
        'maar geen adres: zet ook TEMPORAL_ADDRESS (host:poort), of haal de andere instellingen weg.',
      { exitCode: 2 },
    );
  }
  if (address.includes('://') || /\s/.test(address)) {
    throw new UserError(
      `Het adres van de Temporal-server moet de vorm host:poort hebben (TEMPORAL_ADDRESS), gevonden: "${visible(address)}".`,
      { exitCode: 2 },
    );
  }
  return {
    namespace: namespace ?? DEFAULT_NAMESPACE,
    connectionOptions: {
      address,
      ...(tls === undefined ? {} : { tls }),
      ...(metadata === undefined ? {} : { metadata }),
      ...(apiKey === undefined ? {} : { apiKey }),
    },
  };
}

function load(env: NodeJS.ProcessEnv): ReturnType<typeof loadClientConnectConfig> {
  const profile = env['TEMPORAL_PROFILE'] ?? '';
  // envconfig writes what the environment says into the profile of that name: here, into every object's prototype.
  if (profile in Object.prototype)
    throw new UserError(
      `TEMPORAL_PROFILE: verwacht de naam van een profiel in het configuratiebestand, gevonden: "${visible(profile)}".`,
      { exitCode: 2 },
    );
  try {
    return loadClientConnectConfig({ overrideEnvVars: withoutEmpty(env) });
  } catch (cause) {
    const file = env['TEMPORAL_CONFIG_FILE'];
    const where = file === undefined || file === '' ? '' : ` (TEMPORAL_CONFIG_FILE: ${visible(file)})`;
    // envconfig reads a file without any [profile.…] table as if it had one, and falls over it.
    const reason =
      cause instanceof TypeError
        ? 'het bestand is leeg of bevat geen [profile.…]'
        : visible((cause instanceof Error ? cause.message : String(cause)).split('\n', 1)[0] ?? '');
    throw new UserError(
      `De Temporal-instellingen uit de omgeving of het configuratiebestand${where} zijn niet te gebruiken: ${reason}.`,
      { exitCode: 2, cause },
    );
  }
}

/**
 * Scripts and containers pass on variables that are not set as empty ones: they count as absent. Not so for
 * TEMPORAL_GRPC_META_*, where an empty value removes a header of the profile.
 */
function withoutEmpty(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && (value !== '' || name.startsWith('TEMPORAL_GRPC_META_'))) kept[name] = value;
  }
  return kept;
}

/**
 * A connection to the server, made within `timeoutMs` milliseconds.
 * @throws UserError that names the address, when it can't be reached or refuses us.
 */
export async function connect(options: ServerConnectionOptions, timeoutMs = 10_000): Promise<Connection> {
  try {
    return await Connection.connect({ ...options, connectTimeout: timeoutMs });
  } catch (cause) {
    const refused = hasStatus(cause, 'PERMISSION_DENIED', 'UNAUTHENTICATED');
    const fault = refused ? null : await tlsFault(options);
    if (fault !== null)
      throw new UserError(`De Temporal-server op ${options.address} is niet te bereiken: ${fault}.`, {
        cause,
      });
    throw new UserError(
      refused
        ? `De Temporal-server op ${options.address} weigert de toegang: controleer de API-sleutel of het certificaat.`
        : `De Temporal-server op ${options.address} is niet te bereiken: controleer het adres (TEMPORAL_ADDRESS), ` +
            'de TLS-instellingen en of de server draait.',
      { cause },
    );
  }
}
