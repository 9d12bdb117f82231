import { drawTrack } from '../../machines/track/picture.ts';
console.log(drawTrack());
