import { screen } from '@testing-library/react';
import { FakeDevopsApi } from '../../../dev/FakeDevopsApi';
import { scenarios } from '../../../dev/scenarios';
import { component, renderOnEntityPage } from '../../../dev/testing';

const show = (name: string, entity = component) =>
  renderOnEntityPage('entity-card:devops/delivery', {
    api: new FakeDevopsApi(scenarios[name]),
    entity,
  });

describe('the Delivery card', () => {
  it('says in its first line that the default branch is green', async () => {
    show('healthy');
    expect(await screen.findByText('main is green')).toBeInTheDocument();
  });
});
