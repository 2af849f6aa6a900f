import { emitGitlab } from './gitlab/emitGitlab';
import { GITLAB_FILE } from './gitlab/file';
import { checkGitlabPipeline } from './gitlab/rules';

/**
 * The systems that a pipeline can be written for. Each emitter says which
 * file it writes, writes it, and checks the outcome.
 */
export const emitters = {
  gitlab: {
    path: GITLAB_FILE,
    emit: emitGitlab,
    check: checkGitlabPipeline,
  },
};
