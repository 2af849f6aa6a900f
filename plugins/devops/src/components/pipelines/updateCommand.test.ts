import { updateCommand } from './updateCommand';

const difference = (command?: string) => ({
  kind: 'template' as const,
  message: 'it differs',
  ...(command ? { command } : {}),
});

describe('updateCommand', () => {
  it.each([
    ['nothing, where no command helps', [undefined], undefined],
    ['the one that is told', ['devops update'], 'devops update'],
    [
      'one that decides anew and updates as well',
      ['devops update', 'devops update --set coverage=80', undefined],
      'devops update --set coverage=80',
    ],
    [
      'every decision, each once',
      [
        'devops update --set coverage=80',
        'devops update --set skip=',
        'devops update --set coverage=80',
      ],
      'devops update --set coverage=80 --set skip=',
    ],
  ])('is %s', (_, commands, expected) => {
    expect(updateCommand(commands.map(difference))).toBe(expected);
  });
});
