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
  const [head, mediaType] = /^data:([^;,]+)[^,]*;base64,/.exec(address) ?? [];
  return head === undefined
    ? { mediaType: /^data:([^;,]+)/.exec(address)?.[1] ?? 'image/*', url: address }
    : { mediaType: mediaType ?? 'image/*', base64: address.slice(head.length) };
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
