/** What every part of the journey does with the portal and the forge. */
import { activate } from './keyboard.mjs';

export async function signIn(journey) {
  const { page, world } = journey;
  page.on('request', request => {
    const token = request.headers().authorization;
    if (token && request.url().startsWith(`${world.portal}/api/`)) {
      journey.token = token;
    }
  });
  await page.goto(world.portal);
  await activate(page, page.getByRole('button', { name: 'Enter' }));
  await page.getByRole('link', { name: 'Create' }).first().waitFor();
}

/** Opens the page of a component, on its overview or on a tab. */
export async function openEntity({ page, world }, name, tab = '') {
  await page.goto(`${world.portal}/catalog/default/component/${name}/${tab}`);
}

/** Calls the devops backend as the user who is signed in. */
export async function callDevops({ world, token }, path, body) {
  return fetch(`${world.portal}/api/devops${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: token,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

export async function readDevops(journey, path) {
  const answer = await callDevops(journey, path);
  if (!answer.ok) {
    throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
  }
  return answer.json();
}

export function entityPath(name) {
  return `/entities/component/default/${name}`;
}

/** Calls the API of the forge. */
export async function callForge({ world }, method, path, body) {
  const answer = await fetch(`${world.forge}/api/v4${path}`, {
    method,
    headers: {
      'PRIVATE-TOKEN': world.env.LAB_TOKEN ?? 'lab-token',
      'content-type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) {
    throw new Error(
      `${method} ${path}: ${answer.status} ${await answer.text()}`,
    );
  }
  return answer.json();
}

/** Pushes one commit to the default branch of a project. */
export function commitFiles(journey, project, message, files) {
  return callForge(
    journey,
    'POST',
    `/projects/${encodeURIComponent(project)}/repository/commits`,
    {
      branch: 'main',
      commit_message: message,
      actions: Object.entries(files).map(([path, content]) => ({
        action: content.create ? 'create' : 'update',
        file_path: path,
        content: content.text,
      })),
    },
  );
}

/** Waits until a check returns something, and returns it. */
export async function eventually(what, seconds, check) {
  const end = Date.now() + seconds * 1000;
  let last;
  while (Date.now() < end) {
    try {
      last = await check();
      if (last) {
        return last;
      }
    } catch (error) {
      last = error;
    }
    await new Promise(done => setTimeout(done, 500));
  }
  throw new Error(
    `${what} did not happen within ${seconds} s; last: ${String(last)}`,
  );
}
