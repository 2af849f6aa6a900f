import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { delay, http } from 'msw';
import { setupServer } from 'msw/node';
import { findViolations } from '../../../dev/findViolations';
import {
  base,
  operatorBackend,
  parked,
  refuse,
  showOperations,
} from '../../../dev/operatorBackend';
import {
  deliveries,
  delivery,
  someWork,
  troubledSources,
  watched,
} from '../../../dev/scenarios/operations';

const server = setupServer();
const backend = (world: Parameters<typeof operatorBackend>[1]) =>
  operatorBackend(server, world);
const show = showOperations;

const inboxTable = () => screen.findByRole('table', { name: /^Webhooks/ });
const workTable = () => screen.findByRole('table', { name: /^Questions/ });
const rowsOf = (table: HTMLElement) =>
  within(table).getAllByRole('row').slice(1);
/** Without the tabs of the page, which are the portal's. */
const ours = (container: Element) => container.querySelector('[data-devops]')!;
const button = (name: string | RegExp) => screen.findByRole('button', { name });
describe("the operators' page", () => {
  registerMswTestHooks(server);

  describe('the sources', () => {
    it('tells of each how complete it is and what it lacks', async () => {
      backend({ sources: troubledSources });
      show();
      const list = await screen.findByRole('list', { name: 'Sources' });
      const cards = within(list).getAllByRole('listitem');
      expect(
        cards.map(card => within(card).getByRole('heading').textContent),
      ).toEqual([
        'GitHub (github.com)',
        'Health checks',
        'Pushed deliveries',
        'GitLab (gitlab.example.com)',
      ]);
      const [github, probe, push, gitlab] = cards;
      expect(github).toHaveTextContent(/failing/);
      expect(github).toHaveTextContent(/Complete up to.*\d\d:\d\d/);
      expect(github).toHaveTextContent(/Requests left0 of 5,000 until/);
      expect(github).toHaveTextContent(/1,204 of 1,204 fail/);
      expect(github).toHaveTextContent(/Last error: .* asks to wait until/);
      expect(gitlab).toHaveTextContent(/14 runs since .*, being read again/);
      expect(gitlab).toHaveTextContent(/12 wait · 3 set aside/);
      expect(push).toHaveTextContent(/nothing read yet/);
      expect(push).not.toHaveTextContent(/Last sweep|Missing runs/);
      expect(probe).not.toHaveTextContent(/Webhooks|Requests left/);
    });

    it('says what to configure when there is none', async () => {
      backend({ sources: [] });
      show();
      expect(
        await screen.findByText(/No source is configured yet/),
      ).toHaveTextContent(/devops\.providers/);
    });

    it('lead to what was set aside of them', async () => {
      backend({
        sources: troubledSources,
        inbox: [parked(1), parked(2, { sourceId: 'github' })],
      });
      show({ path: '?inbox-state=applied' });
      await userEvent.click(
        await button(/^Show the webhooks of GitLab .* set aside$/),
      );
      expect(rowsOf(await inboxTable())).toHaveLength(1);
      expect(
        screen.getAllByRole('combobox', { name: 'Source' })[0],
      ).toHaveDisplayValue('GitLab (gitlab.example.com)');
    });
  });

  describe('the inbox', () => {
    it('shows what was set aside, why, and how often it was tried', async () => {
      backend({
        sources: [
          watched('gitlab', 'GitLab', {
            parkedDeliveries: 2,
            pendingDeliveries: 1,
          }),
          watched('b', 'B', { parkedDeliveries: 1 }),
        ],
        inbox: [
          delivery(9),
          parked(8, { lostClaims: 21 }),
          delivery(7, { state: 'pending' }),
        ],
      });
      show();
      const [row, ...others] = rowsOf(await inboxTable());
      expect(others).toEqual([]);
      expect(row).toHaveTextContent(/set aside/);
      expect(row).toHaveTextContent(/has no object_attributes/);
      expect(row).toHaveTextContent(/Failed attempts: 1/);
      expect(row).toHaveTextContent(/process ended 21 times/);
      expect(await screen.findByText('1 wait, 3 set aside')).toBeVisible();
    });

    it('is narrowed by state, source and event, and says so in the URL', async () => {
      backend({
        inbox: [
          parked(5, { event: 'Job Hook' }),
          parked(4),
          delivery(3),
          delivery(2, { event: 'Job Hook' }),
        ],
      });
      show();
      expect(rowsOf(await inboxTable())).toHaveLength(2);
      await userEvent.type(
        screen.getByRole('textbox', { name: 'Event' }),
        'Job Hook{Enter}',
      );
      await waitFor(async () =>
        expect(rowsOf(await inboxTable())).toHaveLength(1),
      );
      await userEvent.selectOptions(
        screen.getAllByRole('combobox', { name: 'State' })[0],
        'Any state',
      );
      await waitFor(async () =>
        expect(rowsOf(await inboxTable())).toHaveLength(2),
      );
    });

    it('opens as its URL says', async () => {
      backend({ inbox: [parked(5, { event: 'Job Hook' }), delivery(3)] });
      show({ path: '?inbox-state=applied&inbox-event=Pipeline+Hook' });
      const [row, ...others] = rowsOf(await inboxTable());
      expect(others).toEqual([]);
      expect(row).toHaveTextContent(/applied/);
      expect(screen.getByRole('textbox', { name: 'Event' })).toHaveValue(
        'Pipeline Hook',
      );
    });

    it('says that nothing is set aside', async () => {
      backend({ inbox: [delivery(1)] });
      const { container } = show();
      await waitFor(() =>
        expect(screen.getAllByText('Nothing is set aside.')).toHaveLength(2),
      );
      expect(screen.queryByRole('button', { name: /Replay/ })).toBeNull();
      expect(await findViolations(ours(container))).toEqual([]);
    });

    it('finds the way back from filters that match nothing', async () => {
      backend({ inbox: [parked(1)] });
      show({ path: '?inbox-event=Typo' });
      expect(
        await screen.findByText(/No webhook matches the filters/),
      ).toBeInTheDocument();
      await userEvent.click(await button('Clear filters'));
      expect(rowsOf(await inboxTable())).toHaveLength(1);
    });

    it('reads a very full one page by page', async () => {
      backend({ inbox: deliveries(400) });
      show({ path: '?inbox-state=any' });
      const table = await inboxTable();
      expect(rowsOf(table)).toHaveLength(25);
      await userEvent.click(await button('Load more'));
      await waitFor(() => expect(rowsOf(table)).toHaveLength(50));
      const ids = within(table)
        .getAllByRole('button', { name: /^Inspect/ })
        .map(item => item.getAttribute('aria-label'));
      expect(new Set(ids).size).toBe(50);
    });

    it('replays one, and says so where the focus is', async () => {
      const { asked } = backend({ inbox: [parked(8), parked(7)] });
      show();
      await userEvent.click(await button('Replay Pipeline Hook 8'));
      const done = await screen.findByText(
        'Pipeline Hook 8 waits to be applied again.',
      );
      expect(done).toHaveFocus();
      expect(asked).toEqual(['POST /inbox/8/replay']);
      await waitFor(async () =>
        expect(rowsOf(await inboxTable())).toHaveLength(1),
      );
    });

    it('replays all that match, after it was asked', async () => {
      const { asked } = backend({ inbox: [parked(8), parked(7)] });
      show({ path: '?inbox-source=gitlab' });
      await userEvent.click(await button('Replay all set aside'));
      const dialog = await screen.findByRole('dialog');
      expect(dialog).toHaveTextContent(/that match the filters/);
      expect(asked).toEqual([]);
      await userEvent.click(
        within(dialog).getByRole('button', { name: 'Replay' }),
      );
      expect(
        await screen.findByText('2 webhooks wait to be applied again.'),
      ).toBeInTheDocument();
      expect(asked).toEqual([
        'POST /inbox/replay {"source":"gitlab","state":"parked"}',
      ]);
    });

    it('discards after it was asked, and not on Escape', async () => {
      const { asked } = backend({ inbox: [parked(8)] });
      show();
      await userEvent.click(await button('Discard Pipeline Hook 8'));
      await screen.findByRole('dialog', { name: 'Discard Pipeline Hook 8?' });
      await userEvent.keyboard('{Escape}');
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
      expect(asked).toEqual([]);
      await userEvent.click(await button('Discard Pipeline Hook 8'));
      await userEvent.click(await button('Discard'));
      expect(
        await screen.findByText('Pipeline Hook 8 was discarded.'),
      ).toBeInTheDocument();
      expect(asked).toEqual(['DELETE /inbox/8']);
    });

    it('stays to say why it was not discarded', async () => {
      backend({ inbox: [parked(8)] });
      server.use(
        http.delete(`${base}/inbox/8`, () =>
          refuse(409, "The delivery '8' is not parked"),
        ),
      );
      show();
      await userEvent.click(await button('Discard Pipeline Hook 8'));
      await userEvent.click(await button('Discard'));
      expect(await screen.findByRole('alert')).toHaveTextContent(
        "Nothing was done: The delivery '8' is not parked",
      );
      expect(screen.getByRole('dialog')).toBeInTheDocument();
    });

    it('offers to discard only what was set aside', async () => {
      backend({ inbox: [delivery(3)] });
      show({ path: '?inbox-state=applied' });
      await button('Replay Pipeline Hook 3');
      expect(screen.queryByRole('button', { name: /Discard/ })).toBeNull();
      expect(screen.queryByRole('button', { name: /Replay all/ })).toBeNull();
    });

    it('says what failed, and tries again', async () => {
      backend({ inbox: [parked(8)] });
      server.use(
        http.get(`${base}/inbox`, () => refuse(500, 'The store is away')),
      );
      show();
      expect(
        await screen.findByText('The inbox could not be loaded'),
      ).toBeInTheDocument();
      expect(screen.getByText(/The store is away/)).toBeInTheDocument();
      server.resetHandlers();
      backend({ inbox: [parked(8)] });
      await userEvent.click(await button('Try again'));
      expect(rowsOf(await inboxTable())).toHaveLength(1);
    });

    it('shows the final layout while it loads', async () => {
      server.use(http.get(`${base}/*`, () => delay('infinite')));
      const { container } = show();
      await screen.findByRole('heading', { name: 'Inbox' });
      await waitFor(() =>
        expect(container.querySelectorAll('[aria-busy="true"]')).toHaveLength(
          3,
        ),
      );
      expect(await findViolations(ours(container))).toEqual([]);
    });
  });

  describe('a webhook', () => {
    it('shows its body only when asked, for each look is audited', async () => {
      const { asked } = backend({
        inbox: [parked(8)],
        body: { text: '{"id":12345678901234567890}', truncated: true },
      });
      show();
      await userEvent.click(await button('Inspect Pipeline Hook 8'));
      const panel = await screen.findByRole('dialog', { name: 'Webhook 8' });
      expect(panel).toHaveTextContent(
        /each look at one is an event of the audit log/i,
      );
      expect(panel).toHaveTextContent(/9b1c8-uuid/);
      expect(asked).toEqual([]);
      await userEvent.click(
        within(panel).getByRole('button', { name: 'Show the body' }),
      );
      const body = await within(panel).findByRole('region', {
        name: 'Body of webhook 8',
      });
      expect(body.textContent).toBe('{\n  "id": 12345678901234567890\n}');
      expect(panel).toHaveTextContent(/Only the first megabyte/);
      await userEvent.click(
        within(panel).getByRole('button', { name: 'As it came' }),
      );
      expect(body.textContent).toBe('{"id":12345678901234567890}');
      expect(asked).toEqual(['GET /inbox/8']);
      expect(await findViolations(panel)).toEqual([]);
      await userEvent.keyboard('{Escape}');
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
      expect(await button('Inspect Pipeline Hook 8')).toHaveFocus();
    });

    it('was deleted meanwhile', async () => {
      backend({ inbox: [parked(8)] });
      server.use(
        http.get(`${base}/inbox/8`, () => refuse(503, 'Deleted meanwhile')),
      );
      show();
      await userEvent.click(await button('Inspect Pipeline Hook 8'));
      await userEvent.click(await button('Show the body'));
      expect(
        await screen.findByText('The body could not be loaded'),
      ).toBeInTheDocument();
    });
  });

  describe('the work', () => {
    it('shows what was refused and asks again', async () => {
      const { asked } = backend({ work: someWork });
      show();
      const rows = rowsOf(await workTable());
      expect(rows).toHaveLength(2);
      expect(rows[0]).toHaveTextContent(/Fetch a log/);
      expect(rows[0]).toHaveTextContent(/needs the scope read_api/);
      await userEvent.click(await button('Retry: Fetch a log, job:88123'));
      expect(
        await screen.findByText('It is asked again now.'),
      ).toBeInTheDocument();
      expect(asked).toEqual(['POST /work/30/retry']);
    });

    it('is narrowed by state and source', async () => {
      backend({ work: someWork, sources: troubledSources });
      show({ path: '?work-state=any' });
      expect(rowsOf(await workTable())).toHaveLength(3);
      await userEvent.selectOptions(
        (await screen.findAllByRole('combobox', { name: 'Source' }))[1],
        'GitHub (github.com)',
      );
      await waitFor(async () =>
        expect(rowsOf(await workTable())).toHaveLength(1),
      );
      expect(rowsOf(await workTable())[0]).toHaveTextContent(/waits/);
    });
  });

  it('is accessible when it is full', async () => {
    backend({
      sources: troubledSources,
      inbox: deliveries(12),
      work: someWork,
    });
    const { container } = show({ path: '?inbox-state=any&work-state=any' });
    await inboxTable();
    await workTable();
    expect(await findViolations(ours(container))).toEqual([]);
  });
});
