import { Card, Switch } from '@mantine/core'
import { useStrangersAtOnce } from './strangers.ts'

/** Whether names and descriptions of models that nobody vouches for are shown without asking. */
export function StrangersSetting() {
  const [atOnce, set] = useStrangersAtOnce()
  return (
    <Card>
      <Switch
        label="Show strangers' names at once"
        description="Also of models that the host of this page does not vouch for. Their ids stand beside them."
        checked={atOnce}
        onChange={event => set(event.currentTarget.checked)}
      />
    </Card>
  )
}
