export { createTokenVerifier, isAllowed } from './createTokenVerifier';
export { readAccessTokens, type AccessToken } from './readAccessTokens';
