import base from './playwright.config';

/* Pictures of every page, to be looked at by people: `make screenshots`. SCREENSHOTS is the folder. */
export default {
  ...base,
  testDir: 'screenshots',
  timeout: 600_000,
  reporter: [['line']] as [['line']],
  projects: base.projects!.filter((project) => project.name === 'hydrated'),
  use: { ...base.use, trace: 'off' as const, screenshot: 'off' as const },
  globalTeardown: './screenshots/contents.ts',
};
