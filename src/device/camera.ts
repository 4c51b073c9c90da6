export type CameraAccess = 'granted' | 'refused' | 'unknown';

export interface CameraDoor {
  /**
   * Whether this site was refused the camera. The picture itself comes from the phone's own camera through a file
   * input, which asks nobody here; this only tells, when none came back, what to say.
   */
  access(): Promise<CameraAccess>;
}

const ANSWERS: Readonly<Record<PermissionState, CameraAccess>> = {
  granted: 'granted',
  denied: 'refused',
  prompt: 'unknown',
};

export const browserCamera = (): CameraDoor => ({
  async access() {
    try {
      return ANSWERS[(await navigator.permissions.query({ name: 'camera' as PermissionName })).state];
    } catch {
      // Firefox knows no such permission name.
      return 'unknown';
    }
  },
});
