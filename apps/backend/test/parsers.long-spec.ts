import { isApp2WxappError } from '@app2wxapp/core';
import { describeParsers } from '@app2wxapp/test-environment/edges';
import { parseSettings } from '../src/boot/settings.js';

const REQUIRED = {
  APP2WXAPP_AUTHORITY: 'http://localhost:4000',
  APP2WXAPP_USER_POOL_ID: 'p',
  APP2WXAPP_SECRET: 's',
};
const CHOICES = [
  'https://a.example',
  'postgres://u:p@h:5/d',
  ',',
  ':',
  '/',
  '@',
  '%',
  '0',
  '5',
  ' ',
  'info',
  'offline',
];
const NAMES = [
  ...Object.keys(REQUIRED),
  ...['PORT', 'LOG_LEVEL', 'DATABASE_URL', 'CORS_ORIGINS', 'APP2WXAPP_VERIFICATION'],
  ...['APP2WXAPP_ONLINE_CACHE_SECONDS', 'APP2WXAPP_INSECURE_HTTP_HOSTS'],
];

describeParsers(
  'the parsers of the backend take any text, and time that grows with its length only',
  Object.fromEntries(
    NAMES.map(
      (name) => [name, [(text) => parseSettings({ ...REQUIRED, [name]: text }), [...CHOICES, '']]] as const,
    ),
  ),
  isApp2WxappError,
);
