export * from './resource';
export { environmentPermissionRules } from './rules';
export * from './conditions';
