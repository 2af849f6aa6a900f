import { refsOf } from './bindings';

const entity = (formerRefs?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'Cart',
    namespace: 'Shop',
    annotations:
      formerRefs === undefined
        ? undefined
        : { 'backstage-devops.io/former-refs': formerRefs },
  },
});

describe('refsOf', () => {
  it('is the reference in lower case', () => {
    expect(refsOf(entity())).toEqual(['component:shop/cart']);
  });

  it('adds the references that the entity had before, once each', () => {
    expect(
      refsOf(entity(' Component:default/basket,cart ,component:shop/cart,')),
    ).toEqual([
      'component:shop/cart',
      'component:default/basket',
      'component:default/cart',
    ]);
  });

  it.each(['*', 'component:*/*', 'a b', 'a/b/c', ':', ','])(
    'leaves %j out',
    formerRefs => {
      expect(refsOf(entity(formerRefs))).toEqual(['component:shop/cart']);
    },
  );
});
