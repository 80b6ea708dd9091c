// A page with nothing on it: what modules of a console touch when they are loaded. Import it first.
import { vi } from 'vitest';

const addEventListener = () => {};
const nothing = {
  ...{ addEventListener, querySelector: () => null, createElement: () => ({}) },
  documentElement: {},
};

vi.stubGlobal('window', nothing);
vi.stubGlobal('document', nothing);
vi.stubGlobal('location', { origin: 'http://localhost:1', search: '' });
