import { useEffect, useRef, useState } from 'react'

/** What went wrong, by the names of the browser's errors. */
const words: Record<string, string> = {
  NotAllowedError:
    'Your browser does not let this page use the camera. Allow it in the browser’s settings for this page, or choose a file.',
  NotFoundError: 'There is no camera. Choose a file instead.',
  NotReadableError:
    'The camera is in use by another program. Close that one and try again, or choose a file.',
}
const unknown = 'The camera could not be started. Choose a file instead.'
const insecure =
  'Browsers give the camera only to pages that come over https, or from this computer. Choose a file instead.'

/** Shows the camera in a video element as long as the component stands, and switches it off afterwards. */
export function useCamera() {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<{ isOn: boolean; problem?: string }>({ isOn: false })
  useEffect(() => {
    let stream: MediaStream | undefined
    let hasLeft = false
    const off = () => {
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    const on = async () => {
      if (!navigator.mediaDevices?.getUserMedia) return setState({ isOn: false, problem: insecure })
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
        // who has left while the browser asked needs no camera any more
        if (hasLeft || !video.current) return off()
        video.current.srcObject = stream
        await video.current.play()
        setState({ isOn: true })
      } catch (error) {
        off()
        if (!hasLeft) setState({ isOn: false, problem: words[(error as Error).name] ?? unknown })
      }
    }
    void on()
    return () => {
      hasLeft = true
      off()
    }
  }, [])
  return { video, ...state }
}
