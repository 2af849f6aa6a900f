import { joinPath } from '../repository/paths';
import { Repository } from '../repository/Repository';

/** Frameworks of the JVM by the groups and artifacts that they come in. */
export const JVM_FRAMEWORKS: Record<string, RegExp> = {
  'spring-boot': /^org\.springframework\.boot/,
  'spring-cloud': /^org\.springframework\.cloud/,
  quarkus: /^io\.quarkus/,
  micronaut: /^io\.micronaut/,
  ktor: /^io\.ktor/,
  vertx: /^io\.vertx/,
  dropwizard: /^io\.dropwizard/,
  'jakarta-ee': /^(?:jakarta\.platform|javax\.ee)/,
  android: /^com\.android\.(?:application|library)/,
  grpc: /^io\.grpc/,
  junit: /^(?:org\.junit|junit$)/,
};

/** Java or Kotlin, whichever most of the sources are written in. */
export async function jvmLanguage(
  repository: Repository,
  folder: string,
  kotlinPlugin: boolean,
): Promise<string> {
  const sources = repository.under(folder);
  const kotlin = sources.filter(path => /\.kt$/.test(path)).length;
  const java = sources.filter(path => /\.java$/.test(path)).length;
  if (kotlin === java) {
    return kotlinPlugin ? 'kotlin' : 'java';
  }
  return kotlin > java ? 'kotlin' : 'java';
}

/** A test source of a project or of one of its modules. */
export function findJvmTests(
  repository: Repository,
  folder: string,
): string | undefined {
  const direct = joinPath(folder, 'src/test');
  const sources = /\.(?:java|kt|groovy|scala)$/;
  return (
    repository.under(direct).find(path => sources.test(path)) ??
    repository
      .under(folder)
      .find(
        path =>
          /\/src\/(?:test|\w+Test)\//.test(`/${path}`) && sources.test(path),
      )
  );
}
