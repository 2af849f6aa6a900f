/**
 * Stands for a module that nothing under test uses. Others find what they look
 * for when they are loaded, can extend it and make one; nothing works.
 */
function Unused() {}

module.exports = new Proxy(Unused, {
  get(target, name) {
    switch (name) {
      case 'prototype':
        return target.prototype;
      case '__esModule':
        return true;
      case 'then':
        return undefined;
      default:
        return Unused;
    }
  },
});
