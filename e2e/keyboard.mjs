/**
 * The journey uses no pointer: what it does has to work with the keys that
 * people press, from wherever the focus is.
 */

/** Presses Tab until the element has the focus. Waits for it to be there. */
export async function tabTo(page, locator) {
  const target = locator.first();
  await target.waitFor();
  for (let presses = 0; presses < 250; presses += 1) {
    if (await target.evaluate(element => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`${locator} cannot be reached with Tab`);
}

/** Goes to a button or link and presses Enter. */
export async function activate(page, locator) {
  await tabTo(page, locator);
  await page.keyboard.press('Enter');
}

/** Goes to a field and types, in place of what is there. */
export async function typeInto(page, label, text) {
  await tabTo(page, page.getByLabel(label));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}

/** Types into a field that offers what it knows, and takes what fits. */
export async function chooseIn(page, label, text) {
  await typeInto(page, label, text);
  const field = page.getByLabel(label).first();
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('ArrowDown');
    const marked = await field.evaluate(
      element =>
        document.getElementById(element.getAttribute('aria-activedescendant'))
          ?.textContent,
    );
    if (marked?.toLowerCase().includes(text)) {
      await page.keyboard.press('Enter');
      return;
    }
    // What it offers may still be on its way.
    await page.waitForTimeout(500);
  }
  throw new Error(`'${label}' does not offer '${text}' to the keyboard`);
}

/**
 * What on our cards and tabs takes the focus in the order of Tab, against what
 * can be used there. Returns what Tab does not reach.
 */
export async function unreachable(page) {
  await page.evaluate(() => {
    const usable =
      'a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex="0"]';
    window.unvisited = new Set(
      [...document.querySelectorAll('[data-devops]')]
        .flatMap(root => [...root.querySelectorAll(usable)])
        .filter(element => element.tabIndex >= 0 && element.checkVisibility()),
    );
    document.activeElement?.blur();
  });
  for (let presses = 0; presses < 250; presses += 1) {
    await page.keyboard.press('Tab');
    const left = await page.evaluate(() => {
      window.unvisited.delete(document.activeElement);
      // Elements that an update replaced cannot be visited any more.
      for (const element of window.unvisited) {
        if (!element.isConnected) {
          window.unvisited.delete(element);
        }
      }
      return window.unvisited.size;
    });
    if (left === 0) {
      return [];
    }
  }
  return page.evaluate(() =>
    [...window.unvisited].map(element => element.outerHTML.slice(0, 160)),
  );
}
