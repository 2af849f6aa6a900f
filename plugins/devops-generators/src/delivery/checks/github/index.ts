import { injectionRules } from './injection';
import { permissionRules } from './permissions';
import { structureRules } from './structure';
import { supplyChainRules } from './supplyChain';
import { syntaxRules } from './syntax';

/** The rules for workflows of GitHub Actions, by number. */
export const githubRules = [
  ...injectionRules,
  ...permissionRules,
  ...structureRules,
  ...supplyChainRules,
  ...syntaxRules,
].sort((a, b) => (a.id < b.id ? -1 : 1));
