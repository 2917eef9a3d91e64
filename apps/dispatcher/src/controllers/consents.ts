import { Controller } from '@nestjs/common';
import {
  timeMs,
  timeText,
  type AnswerOf,
  type ConsentStatesView,
  type ConsentTextView,
} from '#libs/contracts';
import {
  consentStates,
  promptForConsent,
  putConsentText,
  type ConsentStates,
  type ConsentText,
} from '#libs/dispatch';
import { Reply } from '../requests/answering.js';
import { Ask, type Asked } from '../requests/asked.js';
import { cursorFrom, readCursor } from '../requests/cursor.js';
import { Handles } from '../requests/handles.js';
import { Service } from '../service.js';

@Controller()
export class ConsentsController {
  constructor(private readonly service: Service) {}

  @Handles('consent.publish')
  publish(@Ask() asked: Asked<'consent.publish'>): Promise<Reply<AnswerOf<'consent.publish'>>> {
    const { purpose, version, titleZh, titleEn, sha256, effectiveAt } = asked.input;
    return this.service.command(asked, async (tx) =>
      textView(
        await putConsentText(tx, this.service.matching, asked.caller, {
          purpose,
          version,
          title: { zh: titleZh, en: titleEn },
          sha256,
          effectiveAtMs:
            effectiveAt === undefined || effectiveAt === null ? null : timeMs(effectiveAt),
        }),
      ),
    );
  }

  @Handles('consent.texts')
  async texts(@Ask() _asked: Asked<'consent.texts'>): Promise<Reply<AnswerOf<'consent.texts'>>> {
    const items = await this.service.read.consents.texts();
    return new Reply({ items: items.map(textView) });
  }

  @Handles('driver.consents')
  async states(
    @Ask() { caller, input }: Asked<'driver.consents'>,
  ): Promise<Reply<AnswerOf<'driver.consents'>>> {
    const { driverId } = input;
    const after = readCursor(input.cursor)?.at ?? null;
    return new Reply(
      statesView(
        await consentStates(this.service.read, this.service.matching, caller, { driverId, after }),
      ),
    );
  }

  @Handles('driver.consent_prompt')
  prompt(
    @Ask() asked: Asked<'driver.consent_prompt'>,
  ): Promise<Reply<AnswerOf<'driver.consent_prompt'>>> {
    return this.service.command(asked, async (tx) =>
      statesView(await promptForConsent(tx, this.service.matching, asked.caller, asked.input)),
    );
  }
}

const textView = (text: ConsentText): ConsentTextView => ({
  purpose: text.purpose,
  version: text.version,
  titleZh: text.title.zh,
  titleEn: text.title.en,
  sha256: text.sha256,
  publishedAt: timeText(text.publishedAtMs),
  effectiveAt: timeText(text.effectiveAtMs),
});

const statesView = ({
  driverId,
  purposes,
  history,
  nextEntry,
}: ConsentStates): ConsentStatesView => ({
  driverId,
  purposes: purposes.map(({ current, coming, mayAskFromMs, ...state }) => ({
    ...state,
    current: current === null ? null : textView(current),
    coming: coming === null ? null : textView(coming),
    mayAskFrom: mayAskFromMs === null ? null : timeText(mayAskFromMs),
  })),
  history: history.map(({ purpose, granted, textVersion, because, atMs }) => ({
    purpose,
    granted,
    textVersion,
    because,
    at: timeText(atMs),
  })),
  nextCursor: nextEntry === null ? null : cursorFrom(nextEntry, driverId),
});
