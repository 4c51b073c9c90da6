import './map.css';

export { type MapCentre, type MapHandle, type MapOptions, type MapPoint, mountMap } from './mountMap.ts';
