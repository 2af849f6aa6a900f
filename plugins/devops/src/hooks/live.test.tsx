import { act, screen, within } from '@testing-library/react';
import { run } from '../../dev/builders';
import { FakeDevopsApi } from '../../dev/FakeDevopsApi';
import { scenarios } from '../../dev/scenarios';
import { component, renderOnEntityPage, TestSignals } from '../../dev/testing';

const { healthy, red, running } = scenarios;
const uid = component.metadata.uid!;

const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

describe('an open page', () => {
  beforeEach(() => jest.useFakeTimers({ advanceTimers: true }));
  afterEach(() => jest.useRealTimers());

  function showCard(world: typeof healthy, signals?: TestSignals) {
    const api = new FakeDevopsApi(world);
    const getDelivery = jest.spyOn(api, 'getDelivery');
    renderOnEntityPage('entity-card:devops/delivery', { api, signals });
    return { api, getDelivery };
  }

  it('follows a signal for its entity at once', async () => {
    const signals = new TestSignals();
    const { api } = showCard(healthy, signals);
    await screen.findByText('main is green');
    api.become(red);
    act(() => signals.send({ entityUid: uid, topics: ['delivery'] }));
    await pass(500);
    expect(screen.getByText(/^main is red/)).toBeInTheDocument();
  });

  it('asks once for several signals, and not for those of others', async () => {
    const signals = new TestSignals();
    const { getDelivery } = showCard(healthy, signals);
    await screen.findByText('main is green');
    act(() => {
      signals.send({ entityUid: 'someone-else', topics: ['delivery'] });
      signals.send({ entityUid: uid, topics: ['slo'] });
    });
    await pass(500);
    expect(getDelivery).toHaveBeenCalledTimes(1);
    act(() => {
      signals.send({ entityUid: uid, topics: ['delivery'] });
      signals.send({ entityUid: uid, topics: ['slo', 'delivery'] });
    });
    await pass(500);
    expect(getDelivery).toHaveBeenCalledTimes(2);
  });

  it('asks every five seconds while something runs', async () => {
    const { api } = showCard(running);
    await screen.findByText('main is running');
    api.become(healthy);
    await pass(5_500);
    expect(screen.getByText('main is green')).toBeInTheDocument();
  });

  it('asks every thirty seconds while nothing moves', async () => {
    const { getDelivery } = showCard(healthy);
    await screen.findByText('main is green');
    await pass(20_000);
    expect(getDelivery).toHaveBeenCalledTimes(1);
    await pass(11_000);
    expect(getDelivery).toHaveBeenCalledTimes(2);
  });

  it('asks nothing while it is hidden', async () => {
    const { getDelivery } = showCard(running);
    await screen.findByText('main is running');
    const calls = getDelivery.mock.calls.length;
    const hidden = jest
      .spyOn(document, 'visibilityState', 'get')
      .mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    await pass(60_000);
    expect(getDelivery).toHaveBeenCalledTimes(calls);
    hidden.mockRestore();
  });

  it('keeps what it has when it cannot refresh, and says so', async () => {
    const { api } = showCard(running);
    await screen.findByText('main is running');
    api.become({ failWith: { status: 503, message: 'Restarting' } });
    await pass(8_000);
    expect(screen.getByText(/Could not refresh: Restarting/)).toBeVisible();
    expect(screen.getByText('main is running')).toBeInTheDocument();
  });

  it('holds new runs back while somebody reads the list', async () => {
    const api = new FakeDevopsApi(running);
    renderOnEntityPage('entity-content:devops/deployments', { api });
    const table = await screen.findByRole('table', { name: /Pipeline runs/ });
    const first = () => within(table).getAllByRole('row')[1];
    expect(first()).toHaveTextContent('#601');

    act(() => within(first()).getByRole('link', { name: /#601/ }).focus());
    const finished = run(601, { status: 'failed', minutesAgo: 0 });
    api.become({
      runs: [
        run(603, { status: 'running', minutesAgo: -3 }),
        finished,
        ...running.runs.slice(1),
      ],
    });
    await pass(5_500);
    expect(first()).toHaveTextContent('#601');
    expect(first()).toHaveTextContent('failed');

    act(() => screen.getByRole('button', { name: '1 new run' }).click());
    await pass(0);
    expect(first()).toHaveTextContent('#603');
  });
});
