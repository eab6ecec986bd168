import type { ReplyFile } from '../../eventDetails.js';
import { type Fields, fieldsOf, itemsOf, textIn } from '../../json/json.js';
import { type Events, noEvents } from '../kit/events.js';
import type { Files } from '../kit/sources.js';

/** The image of a part: `{image_url: {url}}` in any of its spellings, or its URL alone. */
const imageOf = (value: unknown): ReplyFile | undefined => {
  const { image_url: image, url, b64_json } = fieldsOf(value);
  const base64 = textIn(b64_json);
  if (base64 !== '') return { mediaType: 'image/*', base64 };
  const address = textIn(value) || textIn(image) || textIn(fieldsOf(image)['url']) || textIn(url);
  if (address === '') return undefined;
  const mediaType = /^data:([^;,]+)/.exec(address)?.[1];
  // The first comma ends the head. One pattern for all of it would take quadratic time.
  const start = address.indexOf(',') + 1;
  return mediaType !== undefined && address.slice(0, start).endsWith(';base64,')
    ? { mediaType, base64: address.slice(start) }
    : { mediaType: mediaType ?? 'image/*', url: address };
};

/** The images of a delta: of OpenRouter and LiteLLM, or as parts of the content. */
export const imageEvents = ({ images, content }: Fields, emit: Files): Events =>
  [
    ...itemsOf(images),
    ...itemsOf(content).filter((part) => /image/.test(textIn(fieldsOf(part)['type']))),
  ].flatMap((each) => {
    const image = imageOf(each);
    return image === undefined ? noEvents : emit(image);
  });
