// Real servers on a busy machine take their time; a test that hangs is still ended.
import { jest } from '@jest/globals';

jest.setTimeout(30_000);
