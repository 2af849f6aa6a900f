import { MapReader, shorten } from '../documents/MapReader';
import { NotificationTarget } from '../model';
import { followReference } from './followReference';

/**
 * Reads `notificationTargets` of an alert policy, inline or referred to. A
 * name without a document still names a receiver.
 */
export function readTargets(
  policy: MapReader,
  documents: Map<string, MapReader>,
): NotificationTarget[] {
  return policy.maps('notificationTargets').flatMap(item => {
    const document = followReference(item, {
      key: 'targetRef',
      documents,
      otherwise: 'nothing is known of the receiver but its name',
      remedy: 'Add the AlertNotificationTarget document to these files',
    });
    const isReference = item.has('targetRef');
    const owner = isReference ? item : item.map('metadata');
    const key = isReference ? 'targetRef' : 'name';
    if (!isReference) {
      item.require('metadata', 'Add metadata with a name');
      owner?.require('name', 'Add the name of the receiver');
    }
    const name = owner?.string(key);
    if (!owner || name === undefined || !isName(owner, key, name)) {
      return [];
    }
    const spec = document?.map('spec');
    spec?.allowOnly(['target', 'description']);
    spec?.require('target', 'Add what it is, such as "slack" or "email"');
    const target = spec?.string('target');
    return [target === undefined ? { name } : { name, target }];
  });
}

/** Whether it can stand in a label beside other names. */
function isName(owner: MapReader, key: string, name: string): boolean {
  if (name.length <= 255 && !/[,\p{Cc}]/u.test(name)) {
    return true;
  }
  owner.report(key, {
    message: `"${shorten(name)}" is not the name of a receiver`,
    remedy: 'Write at most 255 characters without commas and line breaks',
  });
  return false;
}
