import { schemes, url } from './listener';

/** Whether a text is what a Kafka client starts from: `HOST:PORT`, or several separated by commas. */
export const isServerList = (text: string): boolean => text.split(',').every(isServer);

/** Whether a text is where something that speaks HTTP is found: a scheme and `HOST:PORT`. */
export const isUrl = (text: string): boolean => schemeStarts.some((start) => text.startsWith(start) && isServer(text.slice(start.length)));

/** What such a text begins with. */
export const schemeStarts = Object.values(schemes).map((scheme) => url(scheme, '') as string);

const isServer = (text: string): boolean => /^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:.]+\]):[0-9]{1,5}$/.test(text);
