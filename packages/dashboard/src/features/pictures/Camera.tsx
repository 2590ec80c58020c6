import { CameraIcon } from '@heroicons/react/24/outline'
import { Alert, Button, Stack } from '@mantine/core'
import classes from './Camera.module.css'
import { type DraftPicture, draftPicture } from './DraftPicture.ts'
import { drawn, fitted, toFile } from './toFile.ts'
import { useCamera } from './useCamera.ts'

/** Pixels to a side: enough for every encoder. */
const side = 512

/** Takes a picture with the camera. Nothing of what it sees leaves the browser. */
export function Camera({ onPicture }: { onPicture: (picture: DraftPicture) => void }) {
  const { video, isOn, problem } = useCamera()
  const take = async () => {
    const source = video.current
    if (!source) return
    const size = fitted({ width: source.videoWidth, height: source.videoHeight }, side)
    const file = await toFile(drawn(source, size), 'image/jpeg', 0.9)
    onPicture(draftPicture({ file, name: 'From the camera' }))
  }
  if (problem) return <Alert color="orange" role="alert" title={problem} />
  return (
    <Stack gap="sm" align="flex-start">
      <video ref={video} className={classes.video} muted playsInline aria-label="What the camera sees" />
      <Button
        leftSection={<CameraIcon width={18} aria-hidden />}
        disabled={!isOn}
        onClick={() => void take()}
      >
        Take the picture
      </Button>
    </Stack>
  )
}
